-- SPDX-License-Identifier: Apache-2.0
-- The file of an import as it came, when it is one: what the next file is held against, so that an
-- edit in the registry is not taken for the file's (registry/hall_merge.h).
ALTER TABLE hall ADD COLUMN file BLOB;
