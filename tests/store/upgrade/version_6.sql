BEGIN TRANSACTION;
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL, password_hash TEXT NOT NULL, created REAL NOT NULL, kind TEXT NOT NULL DEFAULT 'person', scram TEXT NOT NULL DEFAULT '', pop3_days INTEGER);
INSERT INTO "account" VALUES(1,'bob','bob','Bob','hash',1800000000.0,'person','',NULL);
CREATE TABLE acl (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox(id) ON DELETE CASCADE, identifier TEXT NOT NULL,
    rights TEXT NOT NULL, PRIMARY KEY (mailbox_id, identifier)) WITHOUT ROWID;
CREATE TABLE body_text (content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, text BLOB);
INSERT INTO "body_text" VALUES(1,X'68656C6C6F0D0A');
INSERT INTO "body_text" VALUES(3,NULL);
CREATE TABLE content (
    id INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER NOT NULL, file TEXT, file_offset INTEGER NOT NULL DEFAULT 0,
    head BLOB NOT NULL);
INSERT INTO "content" VALUES(1,25,NULL,0,X'5375626A6563743A206F6C6420300D0A0D0A68656C6C6F0D0A');
INSERT INTO "content" VALUES(2,25,NULL,0,X'5375626A6563743A206F6C6420310D0A0D0A68656C6C6F0D0A');
INSERT INTO "content" VALUES(3,25,NULL,0,X'5375626A6563743A206F6C6420320D0A0D0A68656C6C6F0D0A');
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "counter" VALUES('uidvalidity',1800000005);
CREATE TABLE entry (
    queue_id TEXT PRIMARY KEY, content_id INTEGER NOT NULL, arrival REAL NOT NULL, reverse_path TEXT NOT NULL,
    envid TEXT, ret TEXT, body TEXT NOT NULL, smtputf8 INTEGER NOT NULL, size INTEGER NOT NULL,
    hold INTEGER NOT NULL, delay_warned INTEGER NOT NULL DEFAULT 0, origin TEXT NOT NULL, account TEXT,
    client TEXT NOT NULL, message_id TEXT NOT NULL, subject TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "entry" VALUES('0000000000000',1,1800000000.0,'bob@home.example',NULL,NULL,'8BITMIME',0,25,0,0,'local',NULL,'','','');
INSERT INTO "entry" VALUES('0000000000001',2,1800000000.0,'bob@home.example',NULL,NULL,'8BITMIME',0,25,0,0,'local',NULL,'','','');
INSERT INTO "entry" VALUES('0000000000002',3,1800000000.0,'bob@home.example',NULL,NULL,'8BITMIME',0,25,0,0,'local',NULL,'','','');
CREATE TABLE expunged (
    mailbox_id INTEGER NOT NULL, modseq INTEGER NOT NULL, first_uid INTEGER NOT NULL, last_uid INTEGER NOT NULL,
    PRIMARY KEY (mailbox_id, modseq, first_uid)) WITHOUT ROWID;
INSERT INTO "expunged" VALUES(1,6,3,3);
CREATE TABLE flag_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT, flags TEXT NOT NULL UNIQUE,
    seen INTEGER NOT NULL, deleted INTEGER NOT NULL);
INSERT INTO "flag_set" VALUES(1,'',0,0);
INSERT INTO "flag_set" VALUES(2,'$Label1 \Seen',1,0);
CREATE TABLE header_text (content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, text BLOB);
INSERT INTO "header_text" VALUES(1,X'7375626A6563743A206F6C642030');
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue_id TEXT NOT NULL, moment REAL NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, attempt TEXT);
INSERT INTO "history" VALUES(1,'0000000000000',1800000000.0,'accept','client=pc[10.0.0.2]',NULL);
INSERT INTO "history" VALUES(2,'0000000000000',1800000000.0,'local','to=<bob@home.example> delivered to INBOX',NULL);
INSERT INTO "history" VALUES(3,'0000000000001',1800000000.0,'accept','client=pc[10.0.0.2]',NULL);
INSERT INTO "history" VALUES(4,'0000000000001',1800000000.0,'local','to=<bob@home.example> delivered to INBOX',NULL);
INSERT INTO "history" VALUES(5,'0000000000002',1800000000.0,'accept','client=pc[10.0.0.2]',NULL);
INSERT INTO "history" VALUES(6,'0000000000002',1800000000.0,'local','to=<bob@home.example> delivered to INBOX',NULL);
INSERT INTO "history" VALUES(7,'0000000000000',1800000001.0,'attempt','','["ann@example.net","delayed","4.4.1","no answer",0.5,1800001800.0,"","",["mx.example.net","192.0.2.1",25,"","",false,"opportunistic","connect",0,"",""]]');
CREATE TABLE keyword (name_key TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "keyword" VALUES('$label1','$Label1');
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id),
    name TEXT NOT NULL, uidvalidity INTEGER NOT NULL UNIQUE, uidnext INTEGER NOT NULL DEFAULT 1,
    highestmodseq INTEGER NOT NULL DEFAULT 1, recent_from INTEGER NOT NULL DEFAULT 1, special_use TEXT, messages INTEGER NOT NULL DEFAULT 0, octets INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account_id, name));
INSERT INTO "mailbox" VALUES(1,1,'INBOX',1800000000,4,6,1,NULL,2,116);
INSERT INTO "mailbox" VALUES(2,1,'Drafts',1800000001,1,1,1,'\Drafts',0,0);
INSERT INTO "mailbox" VALUES(3,1,'Sent',1800000002,1,1,1,'\Sent',0,0);
INSERT INTO "mailbox" VALUES(4,1,'Junk',1800000003,1,1,1,'\Junk',0,0);
INSERT INTO "mailbox" VALUES(5,1,'Trash',1800000004,1,1,1,'\Trash',0,0);
INSERT INTO "mailbox" VALUES(6,1,'Archive',1800000005,1,1,1,'\Archive',0,0);
CREATE TABLE message (
    mailbox_id INTEGER NOT NULL, uid INTEGER NOT NULL, flag_set_id INTEGER NOT NULL, modseq INTEGER NOT NULL,
    content_id INTEGER NOT NULL, internal_date REAL NOT NULL, size INTEGER NOT NULL, prefix BLOB NOT NULL, saved REAL,
    PRIMARY KEY (mailbox_id, uid)) WITHOUT ROWID;
INSERT INTO "message" VALUES(1,1,2,5,1,1800000000.0,58,X'52657475726E2D506174683A203C626F6240686F6D652E6578616D706C653E0D0A',NULL);
INSERT INTO "message" VALUES(1,2,1,3,2,1800000000.0,58,X'52657475726E2D506174683A203C626F6240686F6D652E6578616D706C653E0D0A',NULL);
CREATE TABLE metadata (
    mailbox_id INTEGER NOT NULL, account_id INTEGER NOT NULL, entry TEXT NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (mailbox_id, account_id, entry)) WITHOUT ROWID;
CREATE TABLE orphan (content_id INTEGER PRIMARY KEY, since REAL NOT NULL);
INSERT INTO "orphan" VALUES(3,1800000000.0);
CREATE TABLE parsed (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE,
    envelope BLOB NOT NULL, structure BLOB NOT NULL, structure_basic BLOB NOT NULL);
INSERT INTO "parsed" VALUES(1,X'284E494C20226F6C64203022204E494C204E494C204E494C204E494C204E494C204E494C204E494C204E494C29',X'282274657874222022706C61696E222028226368617273657422202275732D61736369692229204E494C204E494C2022376269742220372031204E494C204E494C204E494C204E494C29',X'282274657874222022706C61696E222028226368617273657422202275732D61736369692229204E494C204E494C202237626974222037203129');
CREATE TABLE preview (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, text TEXT NOT NULL);
CREATE TABLE quota (
    account_id INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE, storage INTEGER, messages INTEGER,
    warned INTEGER NOT NULL DEFAULT 0);
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue_id TEXT NOT NULL REFERENCES entry(queue_id) ON DELETE CASCADE,
    address TEXT NOT NULL, original TEXT NOT NULL, notify TEXT NOT NULL, orcpt TEXT,
    attempts INTEGER NOT NULL DEFAULT 0, next_attempt REAL NOT NULL, hold INTEGER NOT NULL,
    last_status TEXT NOT NULL DEFAULT '', last_reason TEXT NOT NULL DEFAULT '',
    last_remote TEXT NOT NULL DEFAULT '', sender TEXT NOT NULL DEFAULT '<>', route TEXT NOT NULL DEFAULT '');
INSERT INTO "recipient" VALUES(1,'0000000000000','ann@example.net','ann@example.net','',NULL,0,1800000000.0,0,'','','','bob@home.example','');
INSERT INTO "recipient" VALUES(2,'0000000000001','ann@example.net','ann@example.net','',NULL,0,1800000000.0,0,'','','','bob@home.example','');
INSERT INTO "recipient" VALUES(3,'0000000000002','ann@example.net','ann@example.net','',NULL,0,1800000000.0,0,'','','','bob@home.example','');
CREATE TABLE retrieved (
    mailbox_id INTEGER NOT NULL, uid INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (mailbox_id, uid)) WITHOUT ROWID;
CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sort_key (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE,
    sent INTEGER, sent_day INTEGER, subject BLOB NOT NULL, is_reply INTEGER NOT NULL, from_box BLOB NOT NULL,
    to_box BLOB NOT NULL, cc_box BLOB NOT NULL, from_name BLOB NOT NULL, to_name BLOB NOT NULL,
    message_id INTEGER, refs BLOB NOT NULL);
CREATE TABLE subscription (
    account_id INTEGER NOT NULL REFERENCES account(id), name TEXT NOT NULL,
    PRIMARY KEY (account_id, name)) WITHOUT ROWID;
INSERT INTO "subscription" VALUES(1,'Archive');
INSERT INTO "subscription" VALUES(1,'Drafts');
INSERT INTO "subscription" VALUES(1,'INBOX');
INSERT INTO "subscription" VALUES(1,'Junk');
INSERT INTO "subscription" VALUES(1,'Sent');
INSERT INTO "subscription" VALUES(1,'Trash');
CREATE TABLE surplus (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, octets INTEGER NOT NULL);
CREATE INDEX content_file ON content (file) WHERE file IS NOT NULL;
CREATE INDEX message_modseq ON message (mailbox_id, modseq);
CREATE INDEX message_content ON message (content_id);
CREATE INDEX entry_content ON entry (content_id);
CREATE INDEX entry_arrival ON entry (arrival);
CREATE INDEX recipient_entry ON recipient (queue_id);
CREATE INDEX history_queue_id ON history (queue_id);
CREATE INDEX history_moment ON history (moment);
CREATE INDEX recipient_turn ON recipient (sender, next_attempt, queue_id) WHERE hold = 0;
CREATE INDEX entry_held ON entry (hold) WHERE hold = 1
;
CREATE INDEX acl_identifier ON acl (identifier);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('account',1);
INSERT INTO "sqlite_sequence" VALUES('mailbox',6);
INSERT INTO "sqlite_sequence" VALUES('content',3);
INSERT INTO "sqlite_sequence" VALUES('history',7);
INSERT INTO "sqlite_sequence" VALUES('flag_set',2);
INSERT INTO "sqlite_sequence" VALUES('recipient',3);
COMMIT;
PRAGMA user_version = 6;
