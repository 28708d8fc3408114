-- Columns of tables, in their order. An array's type is its element's; a serial one draws from a sequence of its own.
-- A collation that is not the type's stands behind the type, as in CREATE TABLE.
SELECT
  n.nspname AS schema,
  c.relname AS table,
  a.attname AS name,
  CASE
    WHEN a.attcollation <> t.typcollation
      THEN concat_ws(
        ' ',
        format_type(coalesce(element.oid, t.oid), a.atttypmod), CASE WHEN element.oid IS NOT NULL THEN 'ARRAY' END,
        'COLLATE', a.attcollation::regcollation
      )
    WHEN tn.nspname IN ('pg_catalog') THEN format_type(coalesce(element.oid, t.oid), a.atttypmod)
    ELSE coalesce(element.typname, t.typname)::text
  END AS type,
  CASE WHEN tn.nspname <> 'pg_catalog' AND a.attcollation = t.typcollation THEN tn.nspname END AS "typeSchema",
  a.attnotnull AS "notNull",
  CASE WHEN element.oid IS NULL OR a.attcollation <> t.typcollation THEN 0 ELSE greatest(a.attndims, 1) END AS dimensions,
  CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression,
  CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generated,
  nullif(a.attgenerated::text, '') AS "generatedKind",
  nullif(a.attidentity::text, '') AS identity,
  own.sequence,
  own."sequenceSchema",
  own."isDrawn",
  own.start::text,
  own.increment::text,
  own.minimum::text,
  own.maximum::text,
  own.cache::text,
  own.cycle
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type element ON element.oid = t.typelem AND t.typcategory = 'A' AND t.typsubscript = 'array_subscript_handler'::regproc
JOIN pg_catalog.pg_namespace tn ON tn.oid = coalesce(element.typnamespace, t.typnamespace)
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN LATERAL (
  SELECT
    s.relname AS sequence,
    sn.nspname AS "sequenceSchema",
    -- The default draws from it.
    EXISTS (
      SELECT FROM pg_catalog.pg_depend draws
      WHERE draws.classid = 'pg_catalog.pg_attrdef'::regclass AND draws.objid = d.oid
        AND draws.refclassid = 'pg_catalog.pg_class'::regclass AND draws.refobjid = s.oid
    ) AND pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\(''.*''::regclass\)$' AS "isDrawn",
    seqstart AS start,
    seqincrement AS increment,
    seqmin AS minimum,
    seqmax AS maximum,
    seqcache AS cache,
    seqcycle AS cycle
  FROM pg_catalog.pg_depend owns
  JOIN pg_catalog.pg_class s ON s.oid = owns.objid AND s.relkind = 'S'
  JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
  JOIN pg_catalog.pg_sequence ON seqrelid = s.oid
  WHERE owns.classid = 'pg_catalog.pg_class'::regclass
    AND owns.refclassid = 'pg_catalog.pg_class'::regclass
    AND owns.refobjid = a.attrelid
    AND owns.refobjsubid = a.attnum
    AND owns.deptype IN ('a', 'i')
  ORDER BY owns.deptype = 'i' DESC, s.relname COLLATE "C"
  LIMIT 1
) AS own ON true
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
  )
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
