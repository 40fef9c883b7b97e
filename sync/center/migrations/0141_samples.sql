-- SPDX-License-Identifier: Apache-2.0
-- Whether somebody left a telephone with a rating: whoever was drawn and left none cannot be called.
-- Of ratings that came before it is not known here; the vault knows.
ALTER TABLE rating ADD COLUMN has_contact INTEGER;
-- Which rating was called says when it was given, so that the list alone is told of.
CREATE TRIGGER change_of_sample AFTER INSERT ON sample_call
BEGIN INSERT INTO change (list, subject, by) VALUES ('samples', '', NEW.by); END;
