-- What depends on what, by schema and name, as far as definitions can say so: parts of a relation count as the relation, a
-- row type as its relation, an array as its elements. Of an extension's parts nothing is told.
WITH relation AS (
  SELECT c.oid, CASE c.relkind WHEN 'c' THEN 'type' ELSE 'relation' END AS kind, ARRAY[n.nspname, c.relname] AS path
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
),
named AS (
  SELECT 'pg_catalog.pg_class'::regclass AS classid, oid, kind, path FROM relation
  UNION ALL
  SELECT 'pg_catalog.pg_class'::regclass, i.indexrelid, r.kind, r.path
  FROM pg_catalog.pg_index i
  JOIN relation r ON r.oid = i.indrelid
  UNION ALL
  SELECT 'pg_catalog.pg_attrdef'::regclass, d.oid, r.kind, r.path
  FROM pg_catalog.pg_attrdef d
  JOIN relation r ON r.oid = d.adrelid
  UNION ALL
  SELECT 'pg_catalog.pg_policy'::regclass, p.oid, r.kind, r.path
  FROM pg_catalog.pg_policy p
  JOIN relation r ON r.oid = p.polrelid
  UNION ALL
  SELECT 'pg_catalog.pg_rewrite'::regclass, w.oid, r.kind, r.path
  FROM pg_catalog.pg_rewrite w
  JOIN relation r ON r.oid = w.ev_class
  WHERE w.rulename = '_RETURN'
  UNION ALL
  SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, 'trigger', r.path || t.tgname
  FROM pg_catalog.pg_trigger t
  JOIN relation r ON r.oid = t.tgrelid
  WHERE NOT t.tgisinternal
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::regclass, p.oid, 'routine', ARRAY[n.nspname, p.proname]
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_type'::regclass, t.oid,
    CASE WHEN r.kind = 'relation' THEN r.kind ELSE 'type' END,
    CASE WHEN r.kind = 'relation' THEN r.path ELSE ARRAY[n.nspname, coalesce(e.typname, t.typname)] END
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
  LEFT JOIN relation r ON r.oid = coalesce(e.typrelid, t.typrelid)
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, r.kind, r.path
  FROM pg_catalog.pg_constraint k
  JOIN relation r ON r.oid = k.conrelid
  WHERE k.contype <> 'f'
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, 'type', ARRAY[n.nspname, t.typname]
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_type t ON t.oid = k.contypid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
)
SELECT DISTINCT o.kind, to_jsonb(o.path) AS path, r.kind AS "neededKind", to_jsonb(r.path) AS "neededPath"
FROM pg_catalog.pg_depend d
JOIN named o ON o.classid = d.classid AND o.oid = d.objid
JOIN named r ON r.classid = d.refclassid AND r.oid = d.refobjid
WHERE
  d.deptype IN ('n', 'a')
  AND o.path <> r.path
  AND o.path[1] NOT IN ('pg_catalog', 'information_schema')
  AND r.path[1] NOT IN ('pg_catalog', 'information_schema')
