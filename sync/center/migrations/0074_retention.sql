-- SPDX-License-Identifier: Apache-2.0
-- What was erased because its time was over: which record, by which rule, when. No word of it.
CREATE TABLE retention_erased (
  record_id BLOB NOT NULL,
  what      TEXT NOT NULL CHECK (what IN ('contact', 'words')),
  rule      TEXT NOT NULL,
  about     TEXT NOT NULL,                -- number of the ticket; '' for a rating
  since_on  TEXT NOT NULL,                -- the day from which it was counted
  erased_on TEXT NOT NULL,
  PRIMARY KEY (record_id, what)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER retention_erased_is_kept BEFORE DELETE ON retention_erased
BEGIN SELECT raise(ABORT, 'what was erased is told for ever'); END;
CREATE INDEX retention_erased_by_day ON retention_erased (erased_on);
