-- Every table with rows of its own or of its partitions, but the system's, temporary ones and members of extensions.
SELECT
  c.oid::text AS oid,
  n.nspname AS schema,
  c.relname AS name,
  c.reltuples::double precision AS estimate,
  (
    WITH RECURSIVE above (oid) AS (
      SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid
      UNION
      SELECT i.inhparent FROM above JOIN pg_catalog.pg_inherits i ON i.inhrelid = above.oid
    )
    SELECT coalesce(json_agg(above.oid::text), '[]') FROM above
  )::text AS above,
  (
    SELECT coalesce(json_agg(json_build_object(
      'name', a.attname,
      'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
      'notNull', a.attnotnull OR t.typnotnull,
      'generated', a.attgenerated <> '',
      'filled', d.oid IS NOT NULL OR a.attidentity <> '',
      'category', b.typcategory,
      'base', b.typname,
      'length', CASE WHEN b.typname IN ('varchar', 'bpchar')
        THEN nullif(greatest(a.atttypmod, t.typtypmod), -1) - 4 END,
      'label', (SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = b.oid ORDER BY e.enumsortorder LIMIT 1),
      'unique', EXISTS (
        SELECT FROM pg_catalog.pg_index x
        WHERE x.indrelid = c.oid AND (x.indisunique OR x.indisexclusion) AND a.attnum = ANY (x.indkey)
      )
    ) ORDER BY a.attnum), '[]')
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  )::text AS columns,
  (
    SELECT coalesce(json_agg(json_build_object(
      'to', k.confrelid::text,
      'full', k.confmatchtype = 'f',
      'pairs', (
        SELECT json_agg(json_build_array(own.attname, their.attname, o.oprname, s.nspname) ORDER BY p.at)
        FROM ROWS FROM (unnest(k.conkey), unnest(k.confkey), unnest(k.conpfeqop))
          WITH ORDINALITY AS p (own, their, operator, at)
        JOIN pg_catalog.pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = p.own
        JOIN pg_catalog.pg_attribute their ON their.attrelid = k.confrelid AND their.attnum = p.their
        JOIN pg_catalog.pg_operator o ON o.oid = p.operator
        JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace
      )
    ) ORDER BY k.conname), '[]')
    FROM pg_catalog.pg_constraint k
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0
  )::text AS keys
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p')
  AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
  )
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
