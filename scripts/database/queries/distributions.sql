-- Tables that citus spreads over nodes, or copies to all of them; those of distributed schemas are those of the schema.
SELECT
  n.nspname AS schema,
  c.relname AS name,
  CASE WHEN p.partmethod = 'h' THEN column_to_column_name(p.logicalrelid, p.partkey) END AS by,
  p.colocationid AS "group"
FROM pg_catalog.pg_dist_partition p
JOIN pg_catalog.pg_class c ON c.oid = p.logicalrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE NOT c.relispartition
  AND (p.partmethod = 'h' OR (p.partmethod = 'n' AND p.repmodel = 't'))
