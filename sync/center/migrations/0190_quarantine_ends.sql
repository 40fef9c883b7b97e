-- SPDX-License-Identifier: Apache-2.0
-- The day on which the pieces of a damaged queue were erased. The row stays, so that the terminal
-- does not send it again.
ALTER TABLE quarantine ADD COLUMN erased_on TEXT;
