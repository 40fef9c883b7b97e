-- SPDX-License-Identifier: Apache-2.0
-- What the registry keeps besides the hall's file and the monitoring points (registry/entries.h):
-- divisions in four levels, services, places of kiosks; and for every kind what was added to an entry
-- by an edit, and how often it was edited. History is the journal's.
CREATE TABLE registry_entry (
  kind    TEXT    NOT NULL CHECK (kind IN
            ('division', 'unit', 'window', 'service', 'kiosk', 'point', 'monitor')),
  code    TEXT    NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  active  INTEGER NOT NULL,
  fields  TEXT    NOT NULL,               -- JSON object of texts
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER registry_entry_is_kept BEFORE DELETE ON registry_entry
BEGIN SELECT raise(ABORT, 'entries are taken out of use, never deleted'); END;
CREATE TRIGGER change_of_made_entry AFTER INSERT ON registry_entry
BEGIN INSERT INTO change (list, subject, by) VALUES ('registry', NEW.kind || '/' || NEW.code, ''); END;
CREATE TRIGGER change_of_entry AFTER UPDATE ON registry_entry
BEGIN INSERT INTO change (list, subject, by) VALUES ('registry', NEW.kind || '/' || NEW.code, ''); END;

-- What the history of one thing runs along.
CREATE INDEX journal_by_about ON journal (about, n);
