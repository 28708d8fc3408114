-- What the rules of views and materialized views depend on among relations: each relation once, with the columns that
-- are named. Whole rows are no dependency; they stand in the query as the server keeps it. An automatically updatable
-- view has the events for which neither a rule nor a trigger does something else; events are numbered as CmdType is.
SELECT
  vn.nspname AS "viewSchema",
  v.relname AS "viewName",
  v.relkind = 'm' AS materialized,
  coalesce((
    SELECT option_value::boolean FROM pg_catalog.pg_options_to_table(v.reloptions) WHERE option_name = 'security_invoker'
  ), false) AS invoker,
  rule.ev_action::text AS query,
  (
    SELECT json_agg(json_build_object(
      'oid', d.refobjid::bigint, 'schema', rn.nspname, 'name', r.relname, 'columns', d.columns,
      'numbers', (
        SELECT json_object_agg(attnum, attname) FROM pg_catalog.pg_attribute
        WHERE attrelid = r.oid AND attnum > 0 AND NOT attisdropped
      )
    ))
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
  ) AS reads,
  to_json(ARRAY(
    SELECT event.privilege
    FROM (VALUES (2, 16, 'UPDATE'), (3, 4, 'INSERT'), (4, 8, 'DELETE')) AS event (number, bit, privilege)
    WHERE v.relkind = 'v'
      AND pg_catalog.pg_relation_is_updatable(v.oid, false) & (1 << event.number) <> 0
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_rewrite other
        WHERE other.ev_class = v.oid AND other.is_instead AND other.ev_type = event.number::text::"char"
      )
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_trigger
        WHERE tgrelid = v.oid AND tgtype & 64 <> 0 AND tgtype & event.bit <> 0
      )
    ORDER BY event.privilege
  )) AS writes,
  EXISTS (
    SELECT FROM pg_catalog.pg_options_to_table(v.reloptions) WHERE option_name = 'check_option'
  ) AS checked,
  (
    SELECT json_agg(json_build_object(
      'oid', p.oid::bigint, 'path', json_build_array(pn.nspname, p.proname, oidvectortypes(p.proargtypes)),
      'volatile', p.provolatile = 'v'
    ) ORDER BY pn.nspname, p.proname, p.oid)
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
    WHERE p.oid >= 16384 AND p.oid IN (
      SELECT called[1]::oid
      FROM regexp_matches(rule.ev_action::text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)', 'g') AS called
    )
  ) AS routines
FROM pg_catalog.pg_rewrite rule
JOIN pg_catalog.pg_class v ON v.oid = rule.ev_class AND v.relkind IN ('v', 'm')
JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace
WHERE rule.ev_type = '1' AND v.oid >= 16384
ORDER BY vn.nspname, v.relname
