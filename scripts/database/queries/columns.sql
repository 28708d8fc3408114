-- One row a relation, its columns as parallel lists, in any order: LATERAL walks the index by relation and leaves
-- aside what indexes and TOAST tables have. System columns only where they carry an ACL.
SELECT c.oid, columns.*
FROM pg_catalog.pg_class c
CROSS JOIN LATERAL (
  SELECT
    array_agg(attname)::text AS names,
    array_agg(format_type(atttypid, atttypmod))::text AS types,
    string_agg(attnum::text, ',') AS numbers,
    string_agg(CASE WHEN attnotnull THEN '1' ELSE '0' END, '') AS not_null,
    (array_agg(attnum::text || attacl::text) FILTER (WHERE attacl IS NOT NULL))::text AS acls
  FROM pg_catalog.pg_attribute
  WHERE attrelid = c.oid AND NOT attisdropped AND (attnum > 0 OR attacl IS NOT NULL)
) AS columns
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  -- restricted: c.oid
