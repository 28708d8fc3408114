-- Views, materialized views and tables with what refreshing must know: who owns it, whether it was filled, whether
-- readers can go on meanwhile, whether whoever asks may do it by himself.
SELECT
  n.nspname AS schema,
  c.relname AS name,
  c.relkind AS kind,
  c.relispopulated AS populated,
  EXISTS (
    SELECT
    FROM pg_catalog.pg_index i
    WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
      AND i.indpred IS NULL AND i.indexprs IS NULL
  ) AS "hasUnique",
  CASE
    WHEN pg_has_role(c.relowner, 'USAGE') THEN true
    WHEN c.relkind = 'm' AND current_setting('server_version_num')::integer >= 170000
      THEN has_table_privilege(c.oid, 'MAINTAIN')
    WHEN c.relkind = 'm' THEN false
    ELSE has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'DELETE')
  END AS "mayRefresh",
  (
    SELECT json_agg(DISTINCT jsonb_build_array(rn.nspname, r.relname))
    FROM pg_catalog.pg_rewrite w
    JOIN pg_catalog.pg_depend d
      ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
      AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> c.oid
    JOIN pg_catalog.pg_class r ON r.oid = d.refobjid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
    WHERE w.ev_class = c.oid AND c.relkind IN ('v', 'm')
  ) AS reads
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relpersistence <> 't' AND NOT c.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
