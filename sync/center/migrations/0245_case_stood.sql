-- SPDX-License-Identifier: Apache-2.0
-- For how many working days the clock of a case has stood for what is not counted: a hearing, a test, an
-- auction (行政许可法 art. 45). Null: the department does not tell.
ALTER TABLE case_file ADD COLUMN suspended_wd INTEGER;
