-- What the rules of views and materialized views depend on among relations: each relation once, with the columns that
-- are named. Whole rows are no dependency; they stand in the query as the server keeps it.
SELECT
  vn.nspname AS "viewSchema",
  v.relname AS "viewName",
  rule.ev_action::text AS query,
  (
    SELECT json_agg(json_build_object('oid', d.refobjid::bigint, 'schema', rn.nspname, 'name', r.relname, 'columns', d.columns))
    FROM (
      SELECT
        refobjid,
        coalesce(json_agg(attname ORDER BY attnum) FILTER (WHERE attnum > 0), '[]') AS columns
      FROM pg_catalog.pg_depend
      LEFT JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
      WHERE classid = 'pg_catalog.pg_rewrite'::regclass AND objid = rule.oid
        AND refclassid = 'pg_catalog.pg_class'::regclass AND refobjid <> v.oid
      GROUP BY refobjid
    ) AS d
    JOIN pg_catalog.pg_class r ON r.oid = d.refobjid
    JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  ) AS reads
FROM pg_catalog.pg_rewrite rule
JOIN pg_catalog.pg_class v ON v.oid = rule.ev_class AND v.relkind IN ('v', 'm')
JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace
WHERE rule.ev_type = '1' AND v.oid >= 16384
ORDER BY vn.nspname, v.relname
