-- Views and materialized views with what they were made with.
SELECT
  n.nspname AS schema,
  c.relname AS name,
  rtrim(pg_get_viewdef(c.oid), ';') AS definition,
  c.relkind = 'm' AS materialized,
  CASE WHEN c.relkind = 'm' THEN NOT c.relispopulated END AS "withNoData",
  CASE WHEN c.relkind = 'm' AND am.amname <> 'heap' THEN am.amname END AS using,
  t.spcname AS tablespace,
  coalesce(
    (
      SELECT json_object_agg(split_part(option, '=', 1), substr(option, strpos(option, '=') + 1))
      FROM unnest(c.reloptions) AS option
    ),
    '{}'
  ) AS options
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace
WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
