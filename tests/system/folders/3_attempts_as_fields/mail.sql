BEGIN TRANSACTION;
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL, password_hash TEXT NOT NULL, created REAL NOT NULL);
INSERT INTO "account" VALUES(1,'alice','alice','','$argon2id$v=19$m=19456,t=2,p=1$iVj0lO9OGvnqh+KhPdkv4Q$mxiNz+SUnVuJYScHlCFNTH6z0ikvFe2lqUyL0vv2aE0',1.79526231154902338985e+09);
INSERT INTO "account" VALUES(2,'chris','chris','','$argon2id$v=19$m=19456,t=2,p=1$6O5rH+D4ArO0yFc2wrPYaw$W7RfpQzMrxlhAxBIgktnnxws+2v7qTXcKEymKpgBTHc',1.79526231199681663517e+09);
CREATE TABLE content (
    id INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER NOT NULL, file TEXT, file_offset INTEGER NOT NULL DEFAULT 0,
    head BLOB NOT NULL);
INSERT INTO "content" VALUES(1,324,NULL,0,X'52656365697665643A2066726F6D205B3132372E302E302E315D20286C6F63616C686F7374205B3132372E302E302E315D290D0A09627920676174657761792E6D6169736F6E2E6D72732028486F6D654D61696C2920776974682045534D5450206964203235575842435932375A4E57530D0A09666F72203C616C696365406D6169736F6E2E6D72733E3B205361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A446174653A205361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A4D6573736167652D49443A203C32303236313132313131353833322E3235575842435932375A4E575340676174657761792E6D6169736F6E2E6D72733E0D0A46726F6D3A206368726973406D6169736F6E2E6D72730D0A5375626A6563743A20736D616C6C0D0A0D0A68656C6C6F0D0A');
INSERT INTO "content" VALUES(2,324294,'85b15b91b0e767db00e08c7b',0,X'52656365697665643A2066726F6D205B3132372E302E302E315D20286C6F63616C686F7374205B3132372E302E302E315D290D0A09627920676174657761792E6D6169736F6E2E6D72732028486F6D654D61696C2920776974682045534D54502069642032355758424359324A34364C503B0D0A095361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A446174653A205361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A4D6573736167652D49443A203C32303236313132313131353833322E32355758424359324A34364C5040676174657761792E6D6169736F6E2E6D72733E0D0A46726F6D3A206368726973406D6169736F6E2E6D72730D0A');
INSERT INTO "content" VALUES(3,312,NULL,0,X'52656365697665643A2066726F6D205B3132372E302E302E315D20286C6F63616C686F7374205B3132372E302E302E315D290D0A09627920676174657761792E6D6169736F6E2E6D72732028486F6D654D61696C2920776974682045534D5450206964203235575842435932575A4D46393B0D0A095361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A446174653A205361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A4D6573736167652D49443A203C32303236313132313131353833322E3235575842435932575A4D463940676174657761792E6D6169736F6E2E6D72733E0D0A46726F6D3A206368726973406D6169736F6E2E6D72730D0A582D4B6565703A207965730D0A5375626A6563743A206B6570740D0A0D0A6B6570740D0A');
INSERT INTO "content" VALUES(4,322,NULL,0,X'52656365697665643A2066726F6D205B3132372E302E302E315D20286C6F63616C686F7374205B3132372E302E302E315D290D0A09627920676174657761792E6D6169736F6E2E6D72732028486F6D654D61696C2920776974682045534D5450206964203235575842435933355A4B52360D0A09666F72203C616C696365406D6169736F6E2E6D72733E3B205361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A446174653A205361742C203231204E6F7620323032362031313A35383A3332202B303030300D0A4D6573736167652D49443A203C32303236313132313131353833322E3235575842435933355A4B523640676174657761792E6D6169736F6E2E6D72733E0D0A46726F6D3A206368726973406D6169736F6E2E6D72730D0A5375626A6563743A20676F6E650D0A0D0A676F6E650D0A');
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "counter" VALUES('uidvalidity',1795262323);
CREATE TABLE entry (
    queue_id TEXT PRIMARY KEY, content_id INTEGER NOT NULL, arrival REAL NOT NULL, reverse_path TEXT NOT NULL,
    envid TEXT, ret TEXT, body TEXT NOT NULL, smtputf8 INTEGER NOT NULL, size INTEGER NOT NULL,
    hold INTEGER NOT NULL, delay_warned INTEGER NOT NULL DEFAULT 0, origin TEXT NOT NULL, account TEXT,
    client TEXT NOT NULL, message_id TEXT NOT NULL, subject TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "entry" VALUES('25WXBCY2J46LP',2,1.79526231278570270535e+09,'chris@maison.mrs',NULL,NULL,'7BIT',0,324294,0,0,'trusted',NULL,'localhost[127.0.0.1]','<20261121115832.25WXBCY2J46LP@gateway.maison.mrs>','large');
INSERT INTO "entry" VALUES('25WXBCY2WZMF9',3,1.79526231279713034631e+09,'chris@maison.mrs',NULL,NULL,'7BIT',0,312,1,0,'trusted',NULL,'localhost[127.0.0.1]','<20261121115832.25WXBCY2WZMF9@gateway.maison.mrs>','kept');
CREATE TABLE expunged (
    mailbox_id INTEGER NOT NULL, modseq INTEGER NOT NULL, first_uid INTEGER NOT NULL, last_uid INTEGER NOT NULL,
    PRIMARY KEY (mailbox_id, modseq, first_uid)) WITHOUT ROWID;
INSERT INTO "expunged" VALUES(1,7,3,3);
CREATE TABLE flag_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT, flags TEXT NOT NULL UNIQUE,
    seen INTEGER NOT NULL, deleted INTEGER NOT NULL);
INSERT INTO "flag_set" VALUES(1,'',0,0);
INSERT INTO "flag_set" VALUES(2,'$Label1 \Seen',1,0);
INSERT INTO "flag_set" VALUES(3,'\Deleted',0,1);
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue_id TEXT NOT NULL, moment REAL NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, attempt TEXT);
INSERT INTO "history" VALUES(1,'25WXBCY27ZNWS',1.79526231277868962283e+09,'accept','from=<chris@maison.mrs> size=324 from localhost[127.0.0.1] (trusted){"template":"from=<{sender}> size={size} from {client} ({origin})","values":{"sender":"chris@maison.mrs","size":324,"client":"localhost[127.0.0.1]","origin":{"text":"trusted","template":"trusted","values":{}}}}',NULL);
INSERT INTO "history" VALUES(2,'25WXBCY27ZNWS',1.79526231277868962283e+09,'accept','account: alice@maison.mrs is delivered into the mailbox of alice{"template":"{first}: {second}","values":{"first":{"text":"account","template":"account","values":{}},"second":{"text":"alice@maison.mrs is delivered into the mailbox of alice","template":"{address} is delivered into the mailbox of {account}","values":{"address":"alice@maison.mrs","account":"alice"}}}}',NULL);
INSERT INTO "history" VALUES(3,'25WXBCY27ZNWS',1.79526231277868962283e+09,'local','to=<alice@maison.mrs> delivered to INBOX{"template":"to=<{address}> delivered to {mailbox}","values":{"address":"alice@maison.mrs","mailbox":"INBOX"}}',NULL);
INSERT INTO "history" VALUES(4,'25WXBCY2J46LP',1.79526231278733396532e+09,'accept','from=<chris@maison.mrs> size=324294 from localhost[127.0.0.1] (trusted){"template":"from=<{sender}> size={size} from {client} ({origin})","values":{"sender":"chris@maison.mrs","size":324294,"client":"localhost[127.0.0.1]","origin":{"text":"trusted","template":"trusted","values":{}}}}',NULL);
INSERT INTO "history" VALUES(5,'25WXBCY2J46LP',1.79526231278733396532e+09,'accept','account: alice@maison.mrs is delivered into the mailbox of alice{"template":"{first}: {second}","values":{"first":{"text":"account","template":"account","values":{}},"second":{"text":"alice@maison.mrs is delivered into the mailbox of alice","template":"{address} is delivered into the mailbox of {account}","values":{"address":"alice@maison.mrs","account":"alice"}}}}',NULL);
INSERT INTO "history" VALUES(6,'25WXBCY2J46LP',1.79526231278733396532e+09,'accept','class: friend@far.example is outside: far.example is not a domain of this house{"template":"{first}: {second}","values":{"first":{"text":"class","template":"class","values":{}},"second":{"text":"friend@far.example is outside: far.example is not a domain of this house","template":"{address} is outside: {domain} is not a domain of this house","values":{"address":"friend@far.example","domain":"far.example"}}}}',NULL);
INSERT INTO "history" VALUES(7,'25WXBCY2J46LP',1.79526231278733396532e+09,'local','to=<alice@maison.mrs> delivered to INBOX{"template":"to=<{address}> delivered to {mailbox}","values":{"address":"alice@maison.mrs","mailbox":"INBOX"}}',NULL);
INSERT INTO "history" VALUES(8,'25WXBCY2WZMF9',1.79526231279777693746e+09,'accept','from=<chris@maison.mrs> size=312 from localhost[127.0.0.1] (trusted){"template":"from=<{sender}> size={size} from {client} ({origin})","values":{"sender":"chris@maison.mrs","size":312,"client":"localhost[127.0.0.1]","origin":{"text":"trusted","template":"trusted","values":{}}}}',NULL);
INSERT INTO "history" VALUES(9,'25WXBCY2WZMF9',1.79526231279777693746e+09,'accept','header check: the message is held because of this field: X-Keep: yes [header_checks.1]{"template":"{first} {second}","values":{"first":{"text":"header check: the message is held because of this field: X-Keep: yes","template":"{first}: {second}","values":{"first":{"text":"header check","template":"header check","values":{}},"second":{"text":"the message is held because of this field: X-Keep: yes","template":"the message is held because of this field: {field}","values":{"field":"X-Keep: yes"}}}},"second":"[header_checks.1]"}}',NULL);
INSERT INTO "history" VALUES(10,'25WXBCY2WZMF9',1.79526231279777693746e+09,'accept','account: alice@maison.mrs is delivered into the mailbox of alice{"template":"{first}: {second}","values":{"first":{"text":"account","template":"account","values":{}},"second":{"text":"alice@maison.mrs is delivered into the mailbox of alice","template":"{address} is delivered into the mailbox of {account}","values":{"address":"alice@maison.mrs","account":"alice"}}}}',NULL);
INSERT INTO "history" VALUES(11,'25WXBCY2WZMF9',1.79526231279777693746e+09,'accept','class: friend@far.example is outside: far.example is not a domain of this house{"template":"{first}: {second}","values":{"first":{"text":"class","template":"class","values":{}},"second":{"text":"friend@far.example is outside: far.example is not a domain of this house","template":"{address} is outside: {domain} is not a domain of this house","values":{"address":"friend@far.example","domain":"far.example"}}}}',NULL);
INSERT INTO "history" VALUES(12,'25WXBCY35ZKR6',1.79526231280620837214e+09,'accept','from=<chris@maison.mrs> size=322 from localhost[127.0.0.1] (trusted){"template":"from=<{sender}> size={size} from {client} ({origin})","values":{"sender":"chris@maison.mrs","size":322,"client":"localhost[127.0.0.1]","origin":{"text":"trusted","template":"trusted","values":{}}}}',NULL);
INSERT INTO "history" VALUES(13,'25WXBCY35ZKR6',1.79526231280620837214e+09,'accept','account: alice@maison.mrs is delivered into the mailbox of alice{"template":"{first}: {second}","values":{"first":{"text":"account","template":"account","values":{}},"second":{"text":"alice@maison.mrs is delivered into the mailbox of alice","template":"{address} is delivered into the mailbox of {account}","values":{"address":"alice@maison.mrs","account":"alice"}}}}',NULL);
INSERT INTO "history" VALUES(14,'25WXBCY35ZKR6',1.79526231280620837214e+09,'local','to=<alice@maison.mrs> delivered to INBOX{"template":"to=<{address}> delivered to {mailbox}","values":{"address":"alice@maison.mrs","mailbox":"INBOX"}}',NULL);
INSERT INTO "history" VALUES(15,'25WXBCY2J46LP',1.79526231291204762456e+09,'attempt','','["friend@far.example","delayed","4.4.1","connect to 127.0.0.1[127.0.0.1]:10045: Connection refused\u001f{\"template\":\"connect to {host}: {reason}\",\"values\":{\"host\":\"127.0.0.1[127.0.0.1]:10045\",\"reason\":{\"text\":\"Connection refused\",\"template\":\"Connection refused\",\"values\":{}}}}",0.001,1795262612.9093409,"","",["127.0.0.1","127.0.0.1",10045,"","",false,"none","connect",0,"",""]]');
CREATE TABLE keyword (name_key TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "keyword" VALUES('$label1','$Label1');
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id),
    name TEXT NOT NULL, uidvalidity INTEGER NOT NULL UNIQUE, uidnext INTEGER NOT NULL DEFAULT 1,
    highestmodseq INTEGER NOT NULL DEFAULT 1, recent_from INTEGER NOT NULL DEFAULT 1, special_use TEXT,
    UNIQUE (account_id, name));
INSERT INTO "mailbox" VALUES(1,1,'INBOX',1795262311,4,7,4,NULL);
INSERT INTO "mailbox" VALUES(2,1,'Drafts',1795262312,1,1,1,'\Drafts');
INSERT INTO "mailbox" VALUES(3,1,'Sent',1795262313,1,1,1,'\Sent');
INSERT INTO "mailbox" VALUES(4,1,'Junk',1795262314,1,1,1,'\Junk');
INSERT INTO "mailbox" VALUES(5,1,'Trash',1795262315,1,1,1,'\Trash');
INSERT INTO "mailbox" VALUES(6,1,'Archive',1795262316,1,1,1,'\Archive');
INSERT INTO "mailbox" VALUES(7,2,'INBOX',1795262317,1,1,1,NULL);
INSERT INTO "mailbox" VALUES(8,2,'Drafts',1795262318,1,1,1,'\Drafts');
INSERT INTO "mailbox" VALUES(9,2,'Sent',1795262319,1,1,1,'\Sent');
INSERT INTO "mailbox" VALUES(10,2,'Junk',1795262320,1,1,1,'\Junk');
INSERT INTO "mailbox" VALUES(11,2,'Trash',1795262321,1,1,1,'\Trash');
INSERT INTO "mailbox" VALUES(12,2,'Archive',1795262322,1,1,1,'\Archive');
INSERT INTO "mailbox" VALUES(13,1,'Family.Photos',1795262323,2,2,1,NULL);
CREATE TABLE message (
    mailbox_id INTEGER NOT NULL, uid INTEGER NOT NULL, flag_set_id INTEGER NOT NULL, modseq INTEGER NOT NULL,
    content_id INTEGER NOT NULL, internal_date REAL NOT NULL, size INTEGER NOT NULL, prefix BLOB NOT NULL,
    PRIMARY KEY (mailbox_id, uid)) WITHOUT ROWID;
INSERT INTO "message" VALUES(1,1,2,5,1,1.79526231277786850926e+09,389,X'52657475726E2D506174683A203C6368726973406D6169736F6E2E6D72733E0D0A44656C6976657265642D546F3A20616C696365406D6169736F6E2E6D72730D0A');
INSERT INTO "message" VALUES(1,2,1,3,2,1.79526231278570270535e+09,324359,X'52657475726E2D506174683A203C6368726973406D6169736F6E2E6D72733E0D0A44656C6976657265642D546F3A20616C696365406D6169736F6E2E6D72730D0A');
INSERT INTO "message" VALUES(13,1,1,2,2,1.79526231278570270535e+09,324359,X'52657475726E2D506174683A203C6368726973406D6169736F6E2E6D72733E0D0A44656C6976657265642D546F3A20616C696365406D6169736F6E2E6D72730D0A');
CREATE TABLE orphan (content_id INTEGER PRIMARY KEY, since REAL NOT NULL);
INSERT INTO "orphan" VALUES(4,1.79526231291657948491e+09);
CREATE TABLE parsed (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE,
    envelope BLOB NOT NULL, structure BLOB NOT NULL, structure_basic BLOB NOT NULL);
INSERT INTO "parsed" VALUES(1,X'28225361742C203231204E6F7620323032362031313A35383A3332202B30303030222022736D616C6C222028284E494C204E494C202263687269732220226D6169736F6E2E6D72732229292028284E494C204E494C202263687269732220226D6169736F6E2E6D72732229292028284E494C204E494C202263687269732220226D6169736F6E2E6D7273222929204E494C204E494C204E494C204E494C20223C32303236313132313131353833322E3235575842435932375A4E575340676174657761792E6D6169736F6E2E6D72733E2229',X'282274657874222022706C61696E222028226368617273657422202275732D61736369692229204E494C204E494C2022376269742220372031204E494C204E494C204E494C204E494C29',X'282274657874222022706C61696E222028226368617273657422202275732D61736369692229204E494C204E494C202237626974222037203129');
INSERT INTO "parsed" VALUES(2,X'28225361742C203231204E6F7620323032362031313A35383A3332202B303030302220226C61726765222028284E494C204E494C202263687269732220226D6169736F6E2E6D72732229292028284E494C204E494C202263687269732220226D6169736F6E2E6D72732229292028284E494C204E494C202263687269732220226D6169736F6E2E6D7273222929204E494C204E494C204E494C204E494C20223C32303236313132313131353833322E32355758424359324A34364C5040676174657761792E6D6169736F6E2E6D72733E2229',X'282274657874222022706C61696E222028226368617273657422202275732D61736369692229204E494C204E494C20223762697422203332343030302039303030204E494C204E494C204E494C204E494C29',X'282274657874222022706C61696E222028226368617273657422202275732D61736369692229204E494C204E494C2022376269742220333234303030203930303029');
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue_id TEXT NOT NULL REFERENCES entry(queue_id) ON DELETE CASCADE,
    address TEXT NOT NULL, original TEXT NOT NULL, notify TEXT NOT NULL, orcpt TEXT,
    attempts INTEGER NOT NULL DEFAULT 0, next_attempt REAL NOT NULL, hold INTEGER NOT NULL,
    last_status TEXT NOT NULL DEFAULT '', last_reason TEXT NOT NULL DEFAULT '',
    last_remote TEXT NOT NULL DEFAULT '', sender TEXT NOT NULL DEFAULT '<>', route TEXT NOT NULL DEFAULT '');
INSERT INTO "recipient" VALUES(1,'25WXBCY2J46LP','friend@far.example','friend@far.example','',NULL,1,1.79526261290934085849e+09,0,'4.4.1','connect to 127.0.0.1[127.0.0.1]:10045: Connection refused{"template":"connect to {host}: {reason}","values":{"host":"127.0.0.1[127.0.0.1]:10045","reason":{"text":"Connection refused","template":"Connection refused","values":{}}}}','','chris@maison.mrs','');
INSERT INTO "recipient" VALUES(2,'25WXBCY2WZMF9','alice@maison.mrs','alice@maison.mrs','',NULL,0,1.79526231279713034631e+09,1,'','','','chris@maison.mrs','');
INSERT INTO "recipient" VALUES(3,'25WXBCY2WZMF9','friend@far.example','friend@far.example','',NULL,0,1.79526231279713034631e+09,1,'','','','chris@maison.mrs','');
CREATE TABLE subscription (
    account_id INTEGER NOT NULL REFERENCES account(id), name TEXT NOT NULL,
    PRIMARY KEY (account_id, name)) WITHOUT ROWID;
INSERT INTO "subscription" VALUES(1,'Archive');
INSERT INTO "subscription" VALUES(1,'Drafts');
INSERT INTO "subscription" VALUES(1,'INBOX');
INSERT INTO "subscription" VALUES(1,'Junk');
INSERT INTO "subscription" VALUES(1,'Sent');
INSERT INTO "subscription" VALUES(1,'Trash');
INSERT INTO "subscription" VALUES(2,'Archive');
INSERT INTO "subscription" VALUES(2,'Drafts');
INSERT INTO "subscription" VALUES(2,'INBOX');
INSERT INTO "subscription" VALUES(2,'Junk');
INSERT INTO "subscription" VALUES(2,'Sent');
INSERT INTO "subscription" VALUES(2,'Trash');
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('account',2);
INSERT INTO "sqlite_sequence" VALUES('mailbox',13);
INSERT INTO "sqlite_sequence" VALUES('content',4);
INSERT INTO "sqlite_sequence" VALUES('flag_set',3);
INSERT INTO "sqlite_sequence" VALUES('history',15);
INSERT INTO "sqlite_sequence" VALUES('recipient',3);
COMMIT;
PRAGMA user_version = 3;
