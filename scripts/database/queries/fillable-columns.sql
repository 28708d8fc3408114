-- $1: a JSON array of [schema, table]. Those tables and all that they point at, with what an INSERT must know.
WITH RECURSIVE wanted (oid) AS (
  SELECT c.oid
  FROM jsonb_array_elements($1::text::jsonb) AS path
  JOIN pg_catalog.pg_namespace n ON n.nspname = path ->> 0
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = path ->> 1 AND c.relkind IN ('r', 'p')
  UNION
  SELECT o.confrelid
  FROM wanted
  -- What points at a partitioned table points at each of its partitions as well, in constraints of their own.
  JOIN pg_catalog.pg_constraint o ON o.conrelid = wanted.oid AND o.contype = 'f' AND o.conparentid = 0
)
SELECT
  n.nspname AS schema,
  c.relname AS table,
  a.attname AS column,
  a.attnotnull AS "notNull",
  d.oid IS NOT NULL OR a.attidentity <> '' AS "hasDefault",
  a.attgenerated <> '' AS generated,
  format_type(a.atttypid, a.atttypmod) AS type,
  pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) AS sequence,
  base.typname AS base,
  a.atttypmod AS modifier,
  -- Its place in the key of a partitioned table, from 0.
  array_position(k.partattrs::int2[], a.attnum) AS "keyPlace",
  element.typname AS element,
  (
    SELECT jsonb_agg(e.enumlabel ORDER BY e.enumsortorder)
    FROM pg_catalog.pg_enum e
    WHERE e.enumtypid = coalesce(element.oid, base.oid)
  )::text AS labels,
  (
    SELECT jsonb_build_array(pn.nspname, p.relname, pa.attname)
    FROM pg_catalog.pg_constraint o
    CROSS JOIN LATERAL unnest(o.conkey, o.confkey) AS pair (own, parent)
    JOIN pg_catalog.pg_class p ON p.oid = o.confrelid
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
    JOIN pg_catalog.pg_attribute pa ON pa.attrelid = p.oid AND pa.attnum = pair.parent
    WHERE o.conrelid = c.oid AND o.contype = 'f' AND pair.own = a.attnum
    ORDER BY o.conname
    LIMIT 1
  )::text AS parent
FROM (SELECT DISTINCT oid FROM wanted) AS w
JOIN pg_catalog.pg_class c ON c.oid = w.oid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
JOIN pg_catalog.pg_type base ON base.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
LEFT JOIN pg_catalog.pg_type element ON element.oid = base.typelem AND base.typcategory = 'A'
LEFT JOIN pg_catalog.pg_partitioned_table k ON k.partrelid = c.oid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
