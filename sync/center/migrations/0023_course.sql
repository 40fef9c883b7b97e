-- SPDX-License-Identifier: Apache-2.0
-- What a ticket's clock depends on besides its filing day (rules/course.h), and what its citizen was
-- asked for last: derived from the events like the other columns.
ALTER TABLE ticket ADD COLUMN course TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN needed TEXT NOT NULL DEFAULT '';
