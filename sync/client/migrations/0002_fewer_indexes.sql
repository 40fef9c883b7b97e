-- SPDX-License-Identifier: Apache-2.0
-- A press writes the record and its id, and nothing else. A receipt code is made of its id, so it is
-- found by the range of ids that have it; what is held is found from the first record that is.
DROP INDEX record_code;
DROP INDEX record_held;
ALTER TABLE record DROP COLUMN code;
