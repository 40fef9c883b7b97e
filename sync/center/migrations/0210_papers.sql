-- SPDX-License-Identifier: Apache-2.0
-- A bulletin is about a month, and a unit's written self-criticism is issued by the unit: what stands at
-- the head of a paper is kept with it. A list of allowed words in a CHECK cannot be changed in place.
ALTER TABLE document RENAME TO document_before;
CREATE TABLE document (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT    NOT NULL,
  year         INTEGER NOT NULL,
  n            INTEGER NOT NULL CHECK (n >= 1),
  number       TEXT    NOT NULL UNIQUE,
  profile      TEXT    NOT NULL,
  subject_kind TEXT    NOT NULL CHECK (subject_kind IN ('ticket', 'issue', 'card', 'month')),
  subject      INTEGER NOT NULL,            -- 202610 of a month
  issuer       TEXT    NOT NULL,            -- empty: the center, by the profile of its day
  addressee    TEXT    NOT NULL,
  made_on      TEXT    NOT NULL,
  made_by      TEXT    NOT NULL,
  due_on       TEXT    NOT NULL,
  copies       TEXT    NOT NULL,            -- JSON list of texts
  basis        TEXT    NOT NULL,
  text_zh      TEXT    NOT NULL,
  text_en      TEXT    NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('issued', 'void')),
  void_reason  TEXT    NOT NULL DEFAULT '',
  void_by      TEXT    NOT NULL DEFAULT '',
  void_on      TEXT    NOT NULL DEFAULT '',
  UNIQUE (kind, year, n)
) STRICT;
INSERT INTO document (id, kind, year, n, number, profile, subject_kind, subject, issuer, addressee, made_on,
                      made_by, due_on, copies, basis, text_zh, text_en, state, void_reason, void_by, void_on)
SELECT id, kind, year, n, number, profile, subject_kind, subject, '', addressee, made_on, made_by, due_on,
       copies, basis, text_zh, text_en, state, void_reason, void_by, void_on
  FROM document_before ORDER BY id;
DROP TABLE document_before;
CREATE INDEX document_of_subject ON document (subject_kind, subject, id);
CREATE TRIGGER document_is_kept BEFORE DELETE ON document
BEGIN SELECT raise(ABORT, 'a paper stays with its number'); END;
CREATE TRIGGER document_stays BEFORE UPDATE OF id, kind, year, n, number, profile, subject_kind, subject,
  issuer, addressee, made_on, made_by, due_on, copies, basis, text_zh, text_en ON document
BEGIN SELECT raise(ABORT, 'a paper is never changed'); END;
CREATE TRIGGER document_is_void_for_good BEFORE UPDATE OF state ON document WHEN OLD.state = 'void'
BEGIN SELECT raise(ABORT, 'a void paper stays void'); END;
CREATE TRIGGER change_of_made_document AFTER INSERT ON document
BEGIN INSERT INTO change (list, subject, by) VALUES ('documents', NEW.id, NEW.made_by); END;
CREATE TRIGGER change_of_document AFTER UPDATE OF state ON document
BEGIN INSERT INTO change (list, subject, by) VALUES ('documents', NEW.id, NEW.void_by); END;
