-- SPDX-License-Identifier: Apache-2.0
-- A list of one unit's cases, or of one stage, by number without reading all the others.
CREATE INDEX case_file_by_unit ON case_file (unit, case_no);
CREATE INDEX case_file_by_stage ON case_file (stage, case_no);
