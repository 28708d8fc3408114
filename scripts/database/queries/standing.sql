-- What stands on the addresses ($1) and what stands on that, to the end: how each is dropped and made again by what the
-- catalogs say now, without access, and what it stands on itself. Parts of a view stand for the view. An address with
-- `goes` is a view that goes itself. What nobody knows how to put back is lost: an object of another kind, a part of an
-- extension, a view that is temporary.
WITH RECURSIVE address AS (
  SELECT class, oid, sub, goes
  FROM jsonb_to_recordset($1::text::jsonb) AS a (class oid, oid oid, sub integer, goes boolean)
), edge AS (
  SELECT DISTINCT
    CASE WHEN v.oid IS NULL THEN d.classid ELSE 'pg_catalog.pg_class'::regclass END AS class,
    coalesce(v.oid, d.objid) AS oid,
    CASE WHEN ty.typrelid IS NULL THEN d.refclassid ELSE 'pg_catalog.pg_class'::regclass END AS refclass,
    coalesce(ty.typrelid, d.refobjid) AS refoid,
    CASE WHEN ty.typrelid IS NULL THEN d.refobjsubid ELSE 0 END AS refsub
  FROM pg_catalog.pg_depend d
  LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid
  LEFT JOIN pg_catalog.pg_trigger t ON d.classid = 'pg_catalog.pg_trigger'::regclass AND t.oid = d.objid
  LEFT JOIN pg_catalog.pg_attrdef a ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND a.oid = d.objid
  LEFT JOIN pg_catalog.pg_statistic_ext s ON d.classid = 'pg_catalog.pg_statistic_ext'::regclass AND s.oid = d.objid
  LEFT JOIN pg_catalog.pg_index i ON d.classid = 'pg_catalog.pg_class'::regclass AND i.indexrelid = d.objid
  LEFT JOIN pg_catalog.pg_class v
    ON v.oid = coalesce(r.ev_class, t.tgrelid, a.adrelid, s.stxrelid, i.indrelid) AND v.relkind IN ('v', 'm')
  -- The type of a row, and that of its arrays, is the relation.
  LEFT JOIN (
    SELECT one.oid, coalesce(nullif(one.typrelid, 0), element.typrelid) AS typrelid
    FROM pg_catalog.pg_type one
    LEFT JOIN pg_catalog.pg_type element ON element.oid = one.typelem AND element.typarray = one.oid
    WHERE coalesce(nullif(one.typrelid, 0), nullif(element.typrelid, 0)) IS NOT NULL
  ) AS ty ON d.refclassid = 'pg_catalog.pg_type'::regclass AND ty.oid = d.refobjid
  WHERE d.deptype IN ('n', 'a') AND d.objid >= 16384
), down AS (
  SELECT class, oid FROM address WHERE goes
  UNION
  SELECT e.class, e.oid
  FROM address a
  JOIN edge e ON e.refclass = a.class AND e.refoid = a.oid AND (a.sub = 0 OR e.refsub = a.sub)
  WHERE NOT EXISTS (SELECT FROM address own WHERE NOT own.goes AND own.sub = 0 AND own.class = e.class AND own.oid = e.oid)
  UNION
  SELECT e.class, e.oid FROM down JOIN edge e ON e.refclass = down.class AND e.refoid = down.oid
), view_part AS (
  -- What is said of a view behind CREATE, in the order in which it can be: (view, rank, statement).
  SELECT a.attrelid AS view, 1 AS rank, format('ALTER TABLE %s ALTER COLUMN %I %s', a.attrelid::regclass, a.attname, word.text) AS text
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  CROSS JOIN LATERAL (VALUES
    ('SET DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)),
    ('SET STORAGE ' || CASE WHEN a.attstorage <> t.typstorage THEN
      CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END),
    ('SET COMPRESSION ' || CASE a.attcompression::text WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END),
    ('SET STATISTICS ' || nullif(a.attstattarget, -1)),
    ('SET (' || (
      SELECT string_agg(format('%I = %L', option_name, option_value), ', ') FROM pg_options_to_table(a.attoptions)
    ) || ')')
  ) AS word (text)
  WHERE a.attnum > 0 AND word.text IS NOT NULL
  UNION ALL
  SELECT i.indrelid, 2, line.text
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = x.reltablespace
  CROSS JOIN LATERAL (
    SELECT pg_get_indexdef(i.indexrelid) AS text
    UNION ALL SELECT format('ALTER INDEX %s SET TABLESPACE ', x.oid::regclass) || quote_ident(ts.spcname)
    UNION ALL SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', x.oid::regclass, attnum, attstattarget)
      FROM pg_catalog.pg_attribute WHERE attrelid = x.oid AND attstattarget >= 0
    UNION ALL SELECT format('ALTER TABLE %s CLUSTER ON %I', i.indrelid::regclass, x.relname) WHERE i.indisclustered
    UNION ALL SELECT format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', i.indrelid::regclass, x.relname)
      WHERE i.indisreplident
    UNION ALL SELECT format('COMMENT ON INDEX %s IS %L', x.oid::regclass, obj_description(x.oid, 'pg_class'))
      WHERE obj_description(x.oid, 'pg_class') IS NOT NULL
  ) AS line
  WHERE line.text IS NOT NULL
  UNION ALL
  SELECT oid, 3, format('ALTER TABLE %s REPLICA IDENTITY %s', oid::regclass, CASE relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
  FROM pg_catalog.pg_class
  WHERE relkind = 'm' AND relreplident IN ('f', 'n')
  UNION ALL
  SELECT stxrelid, 3, line.text
  FROM pg_catalog.pg_statistic_ext s
  JOIN pg_catalog.pg_namespace n ON n.oid = stxnamespace
  CROSS JOIN LATERAL (VALUES
    (pg_get_statisticsobjdef(s.oid)),
    (format('ALTER STATISTICS %I.%I SET STATISTICS %s', nspname, stxname, nullif(stxstattarget, -1))),
    (format('COMMENT ON STATISTICS %I.%I IS %L', nspname, stxname, obj_description(s.oid, 'pg_statistic_ext')))
  ) AS line (text)
  WHERE line.text !~ ' (?:SET STATISTICS |IS NULL)$'
  UNION ALL
  SELECT ev_class, 4, rtrim(pg_get_ruledef(oid), ';') FROM pg_catalog.pg_rewrite WHERE rulename <> '_RETURN'
  UNION ALL
  SELECT tgrelid, 4, pg_get_triggerdef(oid) FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT r.ev_class, 5, format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, description)
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_description ON classoid = 'pg_catalog.pg_rewrite'::regclass AND objoid = r.oid
  UNION ALL
  SELECT tgrelid, 5, format('COMMENT ON TRIGGER %I ON %s IS %L', tgname, tgrelid::regclass, description)
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_description ON classoid = 'pg_catalog.pg_trigger'::regclass AND objoid = t.oid
  UNION ALL
  SELECT c.oid, 5, CASE WHEN objsubid = 0
    THEN format('COMMENT ON %s %s IS %L', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, c.oid::regclass, description)
    ELSE format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, attname, description) END
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_description ON classoid = 'pg_catalog.pg_class'::regclass AND objoid = c.oid
  LEFT JOIN pg_catalog.pg_attribute ON attrelid = c.oid AND attnum = objsubid
  WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT c.oid, 5, CASE WHEN objsubid = 0
    THEN format('SECURITY LABEL FOR %I ON %s %s IS %L', provider, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, c.oid::regclass, label)
    ELSE format('SECURITY LABEL FOR %I ON COLUMN %s.%I IS %L', provider, c.oid::regclass, attname, label) END
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_seclabel ON classoid = 'pg_catalog.pg_class'::regclass AND objoid = c.oid
  LEFT JOIN pg_catalog.pg_attribute ON attrelid = c.oid AND attnum = objsubid
  WHERE relkind IN ('v', 'm')
), known AS (
  SELECT
    'pg_catalog.pg_class'::regclass::oid AS class, c.oid, 'view' AS kind, jsonb_build_array(n.nspname, c.relname) AS path,
    c.relowner AS owner,
    format('DROP %s %s', word.text, c.oid::regclass) AS drop,
    ARRAY[format(
      'CREATE %s %s%s%s%s AS %s%s', word.text, c.oid::regclass,
      CASE WHEN am.amname <> 'heap' THEN format(' USING %I', am.amname) END,
      ' WITH (' || (
        SELECT string_agg(format('%I = %L', option_name, option_value), ', ') FROM pg_options_to_table(c.reloptions)
      ) || ')',
      ' TABLESPACE ' || quote_ident(ts.spcname),
      rtrim(pg_get_viewdef(c.oid), ';'),
      CASE WHEN c.relkind = 'm' THEN ' WITH NO DATA' END
    )] || ARRAY(SELECT text FROM view_part WHERE view = c.oid AND text IS NOT NULL ORDER BY rank) AS make,
    CASE WHEN c.relkind = 'm' AND c.relispopulated THEN format('REFRESH MATERIALIZED VIEW %s', c.oid::regclass) END AS refresh,
    c.relpersistence = 't' AS temporary
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
  CROSS JOIN LATERAL (SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END AS text) AS word
  WHERE c.relkind IN ('v', 'm')
  UNION ALL
  SELECT
    'pg_catalog.pg_proc'::regclass, p.oid, 'routine', jsonb_build_array(n.nspname, p.proname, oidvectortypes(p.proargtypes)),
    p.proowner, format('DROP ROUTINE %s', p.oid::regprocedure),
    ARRAY[pg_get_functiondef(p.oid)] || ARRAY(
      SELECT format('COMMENT ON ROUTINE %s IS %L', p.oid::regprocedure, description)
      FROM pg_catalog.pg_description WHERE classoid = 'pg_catalog.pg_proc'::regclass AND objoid = p.oid
    ), NULL, false
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prokind <> 'a' AND EXISTS (SELECT FROM down WHERE down.oid = p.oid)
  UNION ALL
  SELECT
    'pg_catalog.pg_rewrite'::regclass, r.oid, 'rule', jsonb_build_array(n.nspname, c.relname), c.relowner,
    format('DROP RULE %I ON %s', r.rulename, c.oid::regclass),
    array_remove(ARRAY[
      rtrim(pg_get_ruledef(r.oid), ';'),
      CASE WHEN r.ev_enabled <> 'O' THEN format(
        'ALTER TABLE %s %s RULE %I', c.oid::regclass,
        CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, r.rulename
      ) END,
      format('COMMENT ON RULE %I ON %s IS ', r.rulename, c.oid::regclass) || quote_literal(obj_description(r.oid, 'pg_rewrite'))
    ], NULL), NULL, false
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE r.rulename <> '_RETURN'
  UNION ALL
  SELECT
    'pg_catalog.pg_policy'::regclass, p.oid, 'policy', jsonb_build_array(n.nspname, c.relname), c.relowner,
    format('DROP POLICY %I ON %s', p.polname, c.oid::regclass),
    array_remove(ARRAY[
      concat(
        format(
          'CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, c.oid::regclass,
          CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
          CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
          (
            SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
            FROM unnest(p.polroles) AS role
          )
        ),
        ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'
      ),
      format('COMMENT ON POLICY %I ON %s IS ', p.polname, c.oid::regclass) || quote_literal(obj_description(p.oid, 'pg_policy'))
    ], NULL), NULL, false
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
)
SELECT
  concat(down.class, ' ', down.oid) AS key,
  coalesce(k.kind, 'other') AS kind, k.temporary IS NOT FALSE OR e.objid IS NOT NULL AS "isLost",
  pg_describe_object(down.class, down.oid, 0) || CASE WHEN e.objid IS NULL THEN '' ELSE ', which is an extension''s' END AS shown,
  k.path, pg_get_userbyid(k.owner) AS owner, k.drop, to_json(k.make) AS make, k.refresh,
  to_json(ARRAY(
    SELECT concat(need.class, ' ', need.oid)
    FROM edge
    JOIN down AS need ON need.class = edge.refclass AND need.oid = edge.refoid
    WHERE edge.class = down.class AND edge.oid = down.oid AND (need.class, need.oid) <> (down.class, down.oid)
  )) AS needs,
  coalesce((
    SELECT json_agg(json_build_object(
      'alter', format('ALTER STATISTICS %I.%I', sn.nspname, s.stxname), 'schema', sn.nspname, 'to', pg_get_userbyid(s.stxowner)
    ))
    FROM pg_catalog.pg_statistic_ext s
    JOIN pg_catalog.pg_namespace sn ON sn.oid = s.stxnamespace
    WHERE k.kind = 'view' AND s.stxrelid = k.oid
  ), '[]') AS statistics
FROM down
LEFT JOIN known k ON k.class = down.class AND k.oid = down.oid
LEFT JOIN pg_catalog.pg_depend e ON e.classid = down.class AND e.objid = down.oid AND e.deptype = 'e'
ORDER BY 3
