-- SPDX-License-Identifier: Apache-2.0
-- Whose case it is, as a keyed hash of the whole number of the id card: the number itself is never
-- stored. Empty for organisations, and where the department tells the last four alone.
ALTER TABLE case_file ADD COLUMN person_hash BLOB;
CREATE INDEX case_file_by_person ON case_file (person_hash) WHERE person_hash IS NOT NULL;
