-- $1: a JSON array of [schema, table]. The partitioned ones among them with their owners, and the bounds of their partitions.
SELECT
  n.nspname AS schema,
  t.relname AS table,
  pg_get_userbyid(t.relowner) AS owner,
  (now() AT TIME ZONE 'UTC')::date::text AS today,
  (
    SELECT json_agg(json_build_object('name', c.relname, 'bound', pg_get_expr(c.relpartbound, c.oid)) ORDER BY c.relname COLLATE "C")
    FROM pg_catalog.pg_inherits i
    JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = t.oid
  ) AS partitions
FROM json_array_elements($1::text::json) AS path
JOIN pg_catalog.pg_namespace n ON n.nspname = path ->> 0
JOIN pg_catalog.pg_class t ON t.relnamespace = n.oid AND t.relname = path ->> 1 AND t.relkind = 'p'
ORDER BY n.nspname COLLATE "C", t.relname COLLATE "C"
