-- What definitions have functions for beside Drizzle's, by the parts that these take; `object` is the name that the queries of
-- catalog/ give it. What they have no word for is left out. Nothing of extensions is told but themselves.
WITH schemas AS (
  SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
)
SELECT
  'extension' AS kind, format('extension %I', e.extname) AS object, n.nspname AS schema, e.extname AS name,
  NULL AS relation, NULL AS comment, '{}'::jsonb AS facts
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname <> 'plpgsql'
UNION ALL
SELECT
  'domain', format('type %I.%I', n.nspname, t.typname), n.nspname, t.typname, NULL,
  obj_description(t.oid, 'pg_type'),
  jsonb_build_object(
    'type', format_type(t.typbasetype, t.typtypmod),
    'collate', CASE WHEN t.typcollation <> base.typcollation THEN t.typcollation::regcollation::text END,
    'default', t.typdefault,
    'notNull', t.typnotnull,
    'checks', (
      SELECT jsonb_object_agg(conname, pg_get_expr(conbin, 0))
      FROM pg_catalog.pg_constraint
      WHERE contypid = t.oid AND contype = 'c'
    )
  )
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_type base ON base.oid = t.typbasetype
JOIN schemas n ON n.oid = t.typnamespace
WHERE t.typtype = 'd'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contypid = t.oid AND NOT convalidated)
UNION ALL
SELECT
  'composite type', format('relation %I.%I', n.nspname, c.relname), n.nspname, c.relname, NULL,
  obj_description(c.reltype, 'pg_type'),
  (
    SELECT jsonb_build_object('attributes', jsonb_agg(
      jsonb_build_array(
        attname,
        concat_ws(
          ' COLLATE ', format_type(atttypid, atttypmod),
          CASE WHEN attcollation <> typcollation THEN attcollation::regcollation::text END
        )
      ) ORDER BY attnum
    ))
    FROM pg_catalog.pg_attribute
    JOIN pg_catalog.pg_type ON pg_type.oid = atttypid
    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
  )
FROM pg_catalog.pg_class c
JOIN schemas n ON n.oid = c.relnamespace
WHERE c.relkind = 'c' AND c.relnatts > 0
UNION ALL
SELECT
  CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
  format('routine %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
  n.nspname, p.proname, NULL, obj_description(p.oid, 'pg_proc'),
  jsonb_build_object(
    'arguments', (
      SELECT jsonb_agg(
        jsonb_build_object(
          'name', p.proargnames[at], 'type', format_type(type, NULL), 'mode', coalesce(p.proargmodes[at], 'i'),
          'default', pg_get_function_arg_default(p.oid, at::integer)
        ) ORDER BY at
      )
      FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS argument (type, at)
      WHERE coalesce(p.proargmodes[at], 'i') <> 't'
    ),
    'returns', pg_get_function_result(p.oid),
    'language', l.lanname,
    'volatility', CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END,
    'security', CASE WHEN p.prosecdef THEN 'definer' END,
    'parallel', CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END,
    'strict', nullif(p.proisstrict, false),
    'leakproof', nullif(p.proleakproof, false),
    'cost', nullif(p.procost, 100),
    'rows', CASE WHEN p.proretset THEN nullif(p.prorows, 1000) END,
    'settings', to_jsonb(p.proconfig),
    'body', CASE WHEN p.prosqlbody IS NULL THEN p.prosrc END,
    'atomic', pg_get_function_sqlbody(p.oid),
    'definition', pg_get_functiondef(p.oid),
    'target', p.oid::regprocedure::text
  )
FROM pg_catalog.pg_proc p
JOIN schemas n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE p.prokind IN ('f', 'p') AND l.lanname NOT IN ('c', 'internal') AND p.protrftypes IS NULL AND p.prosupport = 0
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend
    WHERE classid = 'pg_catalog.pg_proc'::regclass AND objid = p.oid AND deptype IN ('i', 'e')
  )
UNION ALL
SELECT
  'trigger', format('trigger %I on %s', t.tgname, c.oid::regclass), n.nspname, t.tgname, c.relname,
  obj_description(t.oid, 'pg_trigger'),
  jsonb_build_object(
    'type', t.tgtype,
    'columns', (
      SELECT jsonb_agg(attname ORDER BY attnum)
      FROM pg_catalog.pg_attribute
      WHERE attrelid = c.oid AND attnum = ANY (t.tgattr)
    ),
    'old', t.tgoldtable,
    'new', t.tgnewtable,
    'constraint', CASE
      WHEN t.tgconstraint = 0 THEN NULL
      WHEN t.tginitdeferred THEN 'initially deferred'
      WHEN t.tgdeferrable THEN 'deferrable'
      ELSE ''
    END,
    'enabled', CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'always' WHEN 'R' THEN 'replica' END,
    'definition', pg_get_triggerdef(t.oid)
  )
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN schemas n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgconstrrelid = 0
