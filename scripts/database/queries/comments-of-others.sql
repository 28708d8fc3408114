-- Comments on what is neither a relation that tables are made of nor a column, by the names that the queries of
-- catalog/ give to objects; with what COMMENT ON calls it.
WITH schemas AS (
  SELECT oid AS schema, nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), commented AS (
  SELECT
    'pg_catalog.pg_namespace'::regclass AS catalog, schema AS oid, format('schema %I', nspname) AS object,
    NULL AS relation, format('SCHEMA %I', nspname) AS target
  FROM schemas
  -- PostgreSQL's own comment on it is lost where it was dropped and made again.
  WHERE nspname <> 'public'
  UNION ALL
  SELECT
    'pg_catalog.pg_proc'::regclass, p.oid,
    format('routine %I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid)),
    NULL, 'ROUTINE ' || p.oid::regprocedure
  FROM pg_catalog.pg_proc p
  JOIN schemas ON schema = pronamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_type'::regclass, t.oid, format('type %I.%I', nspname, typname), NULL,
    format('TYPE %I.%I', nspname, typname)
  FROM pg_catalog.pg_type t
  JOIN schemas ON schema = typnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_constraint'::regclass, o.oid,
    concat_ws(' ', 'constraint', coalesce(nullif(conrelid, 0)::regclass::text, format_type(contypid, NULL)), quote_ident(conname)),
    nullif(conrelid, 0)::regclass::text,
    format(
      'CONSTRAINT %I ON %s', conname,
      coalesce(nullif(conrelid, 0)::regclass::text, 'DOMAIN ' || format_type(contypid, NULL))
    )
  FROM pg_catalog.pg_constraint o
  JOIN schemas ON schema = connamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_class'::regclass, c.oid, format('index %I.%I', nspname, relname),
    indrelid::regclass::text, format('INDEX %I.%I', nspname, relname)
  FROM pg_catalog.pg_index
  JOIN pg_catalog.pg_class c ON c.oid = indexrelid
  JOIN schemas ON schema = relnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_class'::regclass, c.oid, format('relation %I.%I', nspname, relname),
    c.oid::regclass::text,
    format('%s %I.%I', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TYPE' END, nspname, relname)
  FROM pg_catalog.pg_class c
  JOIN schemas ON schema = relnamespace
  WHERE relkind IN ('S', 'c')
  UNION ALL
  SELECT
    'pg_catalog.pg_trigger'::regclass, t.oid, format('trigger %I on %s', tgname, c.oid::regclass),
    c.oid::regclass::text, format('TRIGGER %I ON %s', tgname, c.oid::regclass)
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = tgrelid
  JOIN schemas ON schema = relnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_policy'::regclass, p.oid, format('policy %I on %s', polname, c.oid::regclass),
    c.oid::regclass::text, format('POLICY %I ON %s', polname, c.oid::regclass)
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = polrelid
  JOIN schemas ON schema = relnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_rewrite'::regclass, r.oid, format('rule %I on %s', rulename, c.oid::regclass),
    c.oid::regclass::text, format('RULE %I ON %s', rulename, c.oid::regclass)
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_class c ON c.oid = ev_class
  JOIN schemas ON schema = relnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_statistic_ext'::regclass, s.oid, format('statistics %I.%I', nspname, stxname),
    NULL, format('STATISTICS %I.%I', nspname, stxname)
  FROM pg_catalog.pg_statistic_ext s
  JOIN schemas ON schema = stxnamespace
)
SELECT
  'comment on ' || object AS object,
  relation,
  quote_literal(description) AS line,
  format('COMMENT ON %s IS %L', target, description) AS make,
  format('COMMENT ON %s IS NULL', target) AS drop
FROM commented
JOIN pg_catalog.pg_description d ON d.classoid = catalog AND d.objoid = oid AND d.objsubid = 0
