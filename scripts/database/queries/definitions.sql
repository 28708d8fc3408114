-- How what drizzle-kit has no words for is made and dropped, by the names that the queries of the catalogs give it.
SELECT
  format('trigger %I on %s', t.tgname, c.oid::regclass) AS object,
  'trigger' AS kind,
  concat_ws(
    E';\n',
    pg_get_triggerdef(t.oid),
    CASE t.tgenabled
      WHEN 'O' THEN NULL
      ELSE format(
        'ALTER TABLE %s %s TRIGGER %I', c.oid::regclass,
        CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, t.tgname
      )
    END
  ) AS make,
  format('DROP TRIGGER %I ON %s', t.tgname, c.oid::regclass) AS drop
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('rule %I on %s', r.rulename, c.oid::regclass),
  'rule',
  rtrim(pg_get_ruledef(r.oid), ';'),
  format('DROP RULE %I ON %s', r.rulename, c.oid::regclass)
FROM pg_catalog.pg_rewrite r
JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('routine %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
  'routine',
  pg_get_functiondef(p.oid),
  format('DROP ROUTINE %s', p.oid::regprocedure)
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.prokind <> 'a' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  -- A range type comes with its constructors.
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend
    WHERE classid = 'pg_catalog.pg_proc'::regclass AND objid = p.oid AND deptype = 'i'
  )
UNION ALL
SELECT
  format('routine %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
  'routine',
  format(
    'CREATE AGGREGATE %I.%I(%s) (%s)', n.nspname, p.proname,
    coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'),
    concat_ws(
      ', ',
      'SFUNC = ' || g.aggtransfn::regproc,
      'STYPE = ' || format_type(g.aggtranstype, NULL),
      'SSPACE = ' || nullif(g.aggtransspace, 0),
      'FINALFUNC = ' || nullif(g.aggfinalfn, 0)::regproc,
      CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
      'FINALFUNC_MODIFY = ' || CASE
        WHEN g.aggfinalfn <> 0 AND g.aggfinalmodify <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
          THEN CASE g.aggfinalmodify WHEN 's' THEN 'SHAREABLE' WHEN 'w' THEN 'READ_WRITE' ELSE 'READ_ONLY' END
      END,
      'COMBINEFUNC = ' || nullif(g.aggcombinefn, 0)::regproc,
      'SERIALFUNC = ' || nullif(g.aggserialfn, 0)::regproc,
      'DESERIALFUNC = ' || nullif(g.aggdeserialfn, 0)::regproc,
      'INITCOND = ' || quote_literal(g.agginitval),
      'MSFUNC = ' || nullif(g.aggmtransfn, 0)::regproc,
      'MINVFUNC = ' || nullif(g.aggminvtransfn, 0)::regproc,
      'MSTYPE = ' || CASE WHEN g.aggmtranstype <> 0 THEN format_type(g.aggmtranstype, NULL) END,
      'MSSPACE = ' || nullif(g.aggmtransspace, 0),
      'MFINALFUNC = ' || nullif(g.aggmfinalfn, 0)::regproc,
      CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
      'MINITCOND = ' || quote_literal(g.aggminitval),
      (
        SELECT format('SORTOP = OPERATOR(%I.%s)', onsp.nspname, o.oprname)
        FROM pg_catalog.pg_operator o
        JOIN pg_catalog.pg_namespace onsp ON onsp.oid = o.oprnamespace
        WHERE o.oid = g.aggsortop
      ),
      CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
      CASE g.aggkind WHEN 'h' THEN 'HYPOTHETICAL' END
    )
  ),
  format('DROP AGGREGATE %I.%I(%s)', n.nspname, p.proname, coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*'))
FROM pg_catalog.pg_aggregate g
JOIN pg_catalog.pg_proc p ON p.oid = g.aggfnoid
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('statistics %I.%I', n.nspname, s.stxname),
  'statistics',
  pg_get_statisticsobjdef(s.oid),
  format('DROP STATISTICS %I.%I', n.nspname, s.stxname)
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('index %I.%I', n.nspname, c.relname),
  'index',
  pg_get_indexdef(i.indexrelid),
  format('DROP INDEX %I.%I', n.nspname, c.relname)
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x'))
UNION ALL
SELECT
  concat_ws(' ', 'constraint', o.conrelid::regclass::text, quote_ident(o.conname)),
  'constraint',
  format('ALTER TABLE %s ADD CONSTRAINT %I %s', o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid)),
  format('ALTER TABLE %s DROP CONSTRAINT %I', o.conrelid::regclass, o.conname)
FROM pg_catalog.pg_constraint o
JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
WHERE o.conrelid <> 0 AND o.contype IN ('p', 'u', 'f', 'c', 'x') AND o.conislocal AND n.nspname !~ '^pg_'
UNION ALL
SELECT
  format('type %I.%I', n.nspname, t.typname),
  'type',
  concat_ws(
    ' ',
    format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod)),
    'COLLATE ' || CASE WHEN t.typcollation <> base.typcollation THEN t.typcollation::regcollation::text END,
    CASE WHEN t.typnotnull THEN 'NOT NULL' END,
    'DEFAULT ' || t.typdefault,
    (
      SELECT string_agg(format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), ' ' ORDER BY conname)
      FROM pg_catalog.pg_constraint
      WHERE contypid = t.oid AND contype = 'c'
    )
  ),
  format('DROP DOMAIN %I.%I', n.nspname, t.typname)
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_type base ON base.oid = t.typbasetype
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'd' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('relation %I.%I', n.nspname, c.relname),
  'row security',
  format(
    'ALTER TABLE %I.%I %s ROW LEVEL SECURITY', n.nspname, c.relname,
    CASE WHEN c.relforcerowsecurity THEN 'FORCE' ELSE 'NO FORCE' END
  ),
  NULL
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('relation %I.%I', n.nspname, c.relname),
  'type',
  format(
    'CREATE TYPE %I.%I AS (%s)', n.nspname, c.relname,
    (
      SELECT string_agg(
        concat_ws(
          ' ', quote_ident(attname), format_type(atttypid, atttypmod),
          'COLLATE ' || CASE WHEN attcollation <> typcollation THEN attcollation::regcollation::text END
        ),
        ', ' ORDER BY attnum
      )
      FROM pg_catalog.pg_attribute
      JOIN pg_catalog.pg_type t ON t.oid = atttypid
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    )
  ),
  format('DROP TYPE %I.%I', n.nspname, c.relname)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'c' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  concat_ws(' ', 'constraint', format_type(o.contypid, NULL), quote_ident(o.conname)),
  'constraint',
  format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', format_type(o.contypid, NULL), o.conname, pg_get_constraintdef(o.oid)),
  format('ALTER DOMAIN %s DROP CONSTRAINT %I', format_type(o.contypid, NULL), o.conname)
FROM pg_catalog.pg_constraint o
JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
WHERE o.contypid <> 0 AND o.contype = 'c' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('column %I.%I.%I', n.nspname, c.relname, a.attname),
  'default',
  format('ALTER TABLE %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid)),
  NULL
FROM pg_catalog.pg_attrdef d
JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE a.attgenerated = '' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('type %I.%I', n.nspname, t.typname),
  'type',
  format(
    'CREATE TYPE %I.%I AS RANGE (%s)', n.nspname, t.typname,
    concat_ws(
      ', ',
      'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
      (
        SELECT format('SUBTYPE_OPCLASS = %I.%I', onsp.nspname, o.opcname)
        FROM pg_catalog.pg_opclass o
        JOIN pg_catalog.pg_namespace onsp ON onsp.oid = o.opcnamespace
        WHERE o.oid = r.rngsubopc AND NOT o.opcdefault
      ),
      'COLLATION = ' || CASE WHEN r.rngcollation <> sub.typcollation THEN r.rngcollation::regcollation::text END,
      'CANONICAL = ' || nullif(r.rngcanonical, 0)::regproc,
      'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff, 0)::regproc,
      'MULTIRANGE_TYPE_NAME = ' || format_type(r.rngmultitypid, NULL)
    )
  ),
  format('DROP TYPE %I.%I', n.nspname, t.typname)
FROM pg_catalog.pg_range r
JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
JOIN pg_catalog.pg_type sub ON sub.oid = r.rngsubtype
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('collation %I.%I', n.nspname, o.collname),
  'type',
  format(
    'CREATE COLLATION %I.%I (%s)', n.nspname, o.collname,
    concat_ws(
      ', ',
      'PROVIDER = ' || CASE o.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END,
      CASE WHEN NOT o.collisdeterministic THEN 'DETERMINISTIC = false' END,
      -- Its column is called otherwise in each of several majors.
      'LOCALE = ' || quote_literal(coalesce(j ->> 'colllocale', j ->> 'colliculocale', o.collcollate)),
      'RULES = ' || quote_literal(j ->> 'collicurules')
    )
  ),
  format('DROP COLLATION %I.%I', n.nspname, o.collname)
FROM pg_catalog.pg_collation o
JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace
CROSS JOIN LATERAL to_jsonb(o) AS j
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('relation %I.%I', n.nspname, c.relname),
  'sequence',
  concat_ws(
    ' ',
    format('ALTER SEQUENCE %I.%I AS %s', n.nspname, c.relname, format_type(s.seqtypid, NULL)),
    'INCREMENT BY', s.seqincrement, 'MINVALUE', s.seqmin, 'MAXVALUE', s.seqmax, 'START WITH', s.seqstart,
    'CACHE', s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END
  ),
  NULL
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
