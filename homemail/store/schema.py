"""The tables as version 1 made them. Never edited after a release: what changes is a migration of its own.

content   bytes stored once: `head` inline, then `file` from `file_offset` on, when it is large
message   one copy in one mailbox; `flag_set_id` names an interned set of flags
expunged  ranges of UIDs that are gone, and the mod-sequence they went with
orphan    content that may have lost its last reference, for the sweep to look at
history   `attempt` holds the fields of a delivery attempt (store/attempts.py); `text` is empty then
recipient `route` is the next hop that the operator chose, "" for the settings' own
"""

VERSION_1 = """
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL, password_hash TEXT NOT NULL, created REAL NOT NULL);
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account(id),
    name TEXT NOT NULL, uidvalidity INTEGER NOT NULL UNIQUE, uidnext INTEGER NOT NULL DEFAULT 1,
    highestmodseq INTEGER NOT NULL DEFAULT 1, recent_from INTEGER NOT NULL DEFAULT 1, special_use TEXT,
    UNIQUE (account_id, name));
CREATE TABLE subscription (
    account_id INTEGER NOT NULL REFERENCES account(id), name TEXT NOT NULL,
    PRIMARY KEY (account_id, name)) WITHOUT ROWID;
CREATE TABLE content (
    id INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER NOT NULL, file TEXT, file_offset INTEGER NOT NULL DEFAULT 0,
    head BLOB NOT NULL);
CREATE INDEX content_file ON content (file) WHERE file IS NOT NULL;
CREATE TABLE parsed (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE,
    envelope BLOB NOT NULL, structure BLOB NOT NULL, structure_basic BLOB NOT NULL);
CREATE TABLE flag_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT, flags TEXT NOT NULL UNIQUE,
    seen INTEGER NOT NULL, deleted INTEGER NOT NULL);
CREATE TABLE keyword (name_key TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE message (
    mailbox_id INTEGER NOT NULL, uid INTEGER NOT NULL, flag_set_id INTEGER NOT NULL, modseq INTEGER NOT NULL,
    content_id INTEGER NOT NULL, internal_date REAL NOT NULL, size INTEGER NOT NULL, prefix BLOB NOT NULL,
    PRIMARY KEY (mailbox_id, uid)) WITHOUT ROWID;
CREATE INDEX message_modseq ON message (mailbox_id, modseq);
CREATE INDEX message_content ON message (content_id);
CREATE TABLE expunged (
    mailbox_id INTEGER NOT NULL, modseq INTEGER NOT NULL, first_uid INTEGER NOT NULL, last_uid INTEGER NOT NULL,
    PRIMARY KEY (mailbox_id, modseq, first_uid)) WITHOUT ROWID;
CREATE TABLE orphan (content_id INTEGER PRIMARY KEY, since REAL NOT NULL);
CREATE TABLE entry (
    queue_id TEXT PRIMARY KEY, content_id INTEGER NOT NULL, arrival REAL NOT NULL, reverse_path TEXT NOT NULL,
    envid TEXT, ret TEXT, body TEXT NOT NULL, smtputf8 INTEGER NOT NULL, size INTEGER NOT NULL,
    hold INTEGER NOT NULL, delay_warned INTEGER NOT NULL DEFAULT 0, origin TEXT NOT NULL, account TEXT,
    client TEXT NOT NULL, message_id TEXT NOT NULL, subject TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX entry_content ON entry (content_id);
CREATE INDEX entry_arrival ON entry (arrival);
CREATE TABLE recipient (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue_id TEXT NOT NULL REFERENCES entry(queue_id) ON DELETE CASCADE,
    address TEXT NOT NULL, original TEXT NOT NULL, notify TEXT NOT NULL, orcpt TEXT,
    attempts INTEGER NOT NULL DEFAULT 0, next_attempt REAL NOT NULL, hold INTEGER NOT NULL,
    last_status TEXT NOT NULL DEFAULT '', last_reason TEXT NOT NULL DEFAULT '',
    last_remote TEXT NOT NULL DEFAULT '');
CREATE INDEX recipient_entry ON recipient (queue_id);
CREATE INDEX recipient_due ON recipient (next_attempt) WHERE hold = 0;
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue_id TEXT NOT NULL, moment REAL NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL);
CREATE INDEX history_queue_id ON history (queue_id);
CREATE INDEX history_moment ON history (moment);
"""

# sort_key  what SORT and THREAD compare, of one content; `refs` are Message-ID digests of 8 octets each
# preview   the beginning of a content's text, as PREVIEW shows it
# `saved` of a message: when it came into this mailbox, where that is not its internal date
VERSION_4 = """
CREATE TABLE sort_key (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE,
    sent INTEGER, sent_day INTEGER, subject BLOB NOT NULL, is_reply INTEGER NOT NULL, from_box BLOB NOT NULL,
    to_box BLOB NOT NULL, cc_box BLOB NOT NULL, from_name BLOB NOT NULL, to_name BLOB NOT NULL,
    message_id INTEGER, refs BLOB NOT NULL);
CREATE TABLE preview (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, text TEXT NOT NULL);
ALTER TABLE message ADD COLUMN saved REAL;
"""

# header_text, body_text  what text search looks through (message/kept_text.py); NULL: look into the content itself
VERSION_5 = """
CREATE TABLE header_text (content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, text BLOB);
CREATE TABLE body_text (content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, text BLOB);
"""

# kind       of an account: a person who may log in, or "family", which owns what all of the house share
# scram      what SCRAM-SHA-256 needs to know of the password, "" where nobody has told it since (access/scram.py)
# pop3_days  after so many days POP3 gives up what it has handed out; NULL: never
# acl        who besides the owner may do what in a mailbox, in letters of RFC 4314
# quota      what one person may keep, in octets and messages, NULL: as the settings say; `warned`: percent told of
# messages   of a mailbox: how many are in it; `octets`: what they are together (store/quota.py)
# metadata   annotations of RFC 5464; mailbox_id 0: of the server; account_id 0: shared ones
# retrieved  when POP3 first handed out a message, where that is asked about
# surplus    by how much a content grows on POP3's wire, where it was asked for (store/maildrops.py)
# secret     random octets that outlive a restart (store/secrets.py)
VERSION_6 = """
ALTER TABLE account ADD COLUMN kind TEXT NOT NULL DEFAULT 'person';
ALTER TABLE account ADD COLUMN scram TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN pop3_days INTEGER;
ALTER TABLE mailbox ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailbox ADD COLUMN octets INTEGER NOT NULL DEFAULT 0;
UPDATE mailbox SET (messages, octets) =
    (SELECT COUNT(*), COALESCE(SUM(size), 0) FROM message WHERE mailbox_id = mailbox.id);
CREATE TABLE acl (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox(id) ON DELETE CASCADE, identifier TEXT NOT NULL,
    rights TEXT NOT NULL, PRIMARY KEY (mailbox_id, identifier)) WITHOUT ROWID;
CREATE INDEX acl_identifier ON acl (identifier);
CREATE TABLE quota (
    account_id INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE, storage INTEGER, messages INTEGER,
    warned INTEGER NOT NULL DEFAULT 0);
CREATE TABLE metadata (
    mailbox_id INTEGER NOT NULL, account_id INTEGER NOT NULL, entry TEXT NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (mailbox_id, account_id, entry)) WITHOUT ROWID;
CREATE TABLE retrieved (
    mailbox_id INTEGER NOT NULL, uid INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (mailbox_id, uid)) WITHOUT ROWID;
CREATE TABLE surplus (
    content_id INTEGER PRIMARY KEY REFERENCES content(id) ON DELETE CASCADE, octets INTEGER NOT NULL);
CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""
