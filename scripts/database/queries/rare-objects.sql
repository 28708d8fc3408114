-- What no function of definitions has words for, as the statements that make and drop it; `object` is the name that the
-- queries of catalog/ give to what it is, or is a part of. Names in `needs` are as SQL writes them. Nothing of extensions.
WITH schemas AS (
  SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
),
named AS (
  SELECT 'pg_catalog.pg_class'::regclass AS classid, c.oid, n.nspname AS schema, c.relname AS name
  FROM pg_catalog.pg_class c
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, t.oid, n.nspname, coalesce(c.relname, e.typname, t.typname)
  FROM pg_catalog.pg_type t
  JOIN schemas n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
  LEFT JOIN pg_catalog.pg_class c ON c.oid = coalesce(e.typrelid, t.typrelid)
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::regclass, p.oid, n.nspname, p.proname
  FROM pg_catalog.pg_proc p
  JOIN schemas n ON n.oid = p.pronamespace
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::regclass, o.oid, n.nspname, o.oprname
  FROM pg_catalog.pg_operator o
  JOIN schemas n ON n.oid = o.oprnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_opfamily'::regclass, o.oid, n.nspname, o.opfname
  FROM pg_catalog.pg_opfamily o
  JOIN schemas n ON n.oid = o.opfnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, n.nspname, o.opcname
  FROM pg_catalog.pg_opclass o
  JOIN schemas n ON n.oid = o.opcnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_collation'::regclass, o.oid, n.nspname, o.collname
  FROM pg_catalog.pg_collation o
  JOIN schemas n ON n.oid = o.collnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::regclass, o.oid, n.nspname, o.cfgname
  FROM pg_catalog.pg_ts_config o
  JOIN schemas n ON n.oid = o.cfgnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::regclass, o.oid, n.nspname, o.dictname
  FROM pg_catalog.pg_ts_dict o
  JOIN schemas n ON n.oid = o.dictnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_parser'::regclass, o.oid, n.nspname, o.prsname
  FROM pg_catalog.pg_ts_parser o
  JOIN schemas n ON n.oid = o.prsnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_template'::regclass, o.oid, n.nspname, o.tmplname
  FROM pg_catalog.pg_ts_template o
  JOIN schemas n ON n.oid = o.tmplnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, oid, NULL, fdwname FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_server'::regclass, oid, NULL, srvname FROM pg_catalog.pg_foreign_server
),
rare (classid, oid, kind, schema, name, target, make, drop) AS (
  -- Aggregates, ranges, collations, statistics, rules: their statements are those of definitions.sql.
  SELECT
    'pg_catalog.pg_proc'::regclass, p.oid,
    CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname, p.proname,
    CASE p.prokind
      WHEN 'a' THEN format(
        '%I.%I(%s)', n.nspname, p.proname, coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')
      )
      ELSE p.oid::regprocedure::text
    END,
    NULL, NULL
  FROM pg_catalog.pg_proc p
  JOIN schemas n ON n.oid = p.pronamespace
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, t.oid, 'type', n.nspname, t.typname, format('%I.%I', n.nspname, t.typname), NULL, NULL
  FROM pg_catalog.pg_type t
  JOIN schemas n ON n.oid = t.typnamespace
  WHERE t.typtype IN ('r', 'd')
  UNION ALL
  SELECT 'pg_catalog.pg_class'::regclass, c.oid, 'type', n.nspname, c.relname, format('%I.%I', n.nspname, c.relname), NULL, NULL
  FROM pg_catalog.pg_class c
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE c.relkind = 'c'
  UNION ALL
  SELECT
    'pg_catalog.pg_collation'::regclass, o.oid, 'collation', n.nspname, o.collname,
    format('%I.%I', n.nspname, o.collname), NULL, NULL
  FROM pg_catalog.pg_collation o
  JOIN schemas n ON n.oid = o.collnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_statistic_ext'::regclass, s.oid, 'statistics', n.nspname, s.stxname,
    format('%I.%I', n.nspname, s.stxname), NULL, NULL
  FROM pg_catalog.pg_statistic_ext s
  JOIN schemas n ON n.oid = s.stxnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_statistic_ext'::regclass, s.oid, 'statistics target', n.nspname, 'target of ' || s.stxname,
    NULL, format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, j ->> 'stxstattarget'),
    format('ALTER STATISTICS %I.%I SET STATISTICS -1', n.nspname, s.stxname)
  FROM pg_catalog.pg_statistic_ext s
  JOIN schemas n ON n.oid = s.stxnamespace
  CROSS JOIN LATERAL to_jsonb(s) AS j
  WHERE (j ->> 'stxstattarget')::integer >= 0
  UNION ALL
  SELECT
    'pg_catalog.pg_rewrite'::regclass, r.oid, 'rule', n.nspname, format('%s on %s', r.rulename, c.relname),
    format('%I ON %I.%I', r.rulename, n.nspname, c.relname), NULL, NULL
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE r.rulename <> '_RETURN'
  UNION ALL
  SELECT
    'pg_catalog.pg_rewrite'::regclass, r.oid, 'rule state', n.nspname, format('state of %s on %s', r.rulename, c.relname), NULL,
    format(
      'ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname,
      CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, r.rulename
    ),
    format('ALTER TABLE %I.%I ENABLE RULE %I', n.nspname, c.relname, r.rulename)
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE r.rulename <> '_RETURN' AND r.ev_enabled <> 'O'
  UNION ALL
  SELECT
    'pg_catalog.pg_trigger'::regclass, t.oid, 'trigger', n.nspname, format('%s on %s', t.tgname, c.relname),
    format('%I ON %I.%I', t.tgname, n.nspname, c.relname), pg_get_triggerdef(t.oid), NULL
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE NOT t.tgisinternal AND t.tgparentid = 0
  UNION ALL
  SELECT
    'pg_catalog.pg_trigger'::regclass, t.oid, 'trigger state', n.nspname, format('state of %s on %s', t.tgname, c.relname), NULL,
    format(
      'ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname,
      CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, t.tgname
    ),
    format('ALTER TABLE %I.%I ENABLE TRIGGER %I', n.nspname, c.relname, t.tgname)
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'O'
  UNION ALL
  SELECT
    'pg_catalog.pg_operator'::regclass, o.oid, 'operator', n.nspname, o.oprname,
    format(
      '%I.%s (%s, %s)', n.nspname, o.oprname, CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
      format_type(o.oprright, NULL)
    ),
    format(
      'CREATE OPERATOR %I.%s (%s)', n.nspname, o.oprname,
      concat_ws(
        ', ',
        'FUNCTION = ' || o.oprcode,
        'LEFTARG = ' || CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
        'RIGHTARG = ' || format_type(o.oprright, NULL),
        (
          SELECT format('COMMUTATOR = OPERATOR(%I.%s)', nspname, oprname)
          FROM pg_catalog.pg_operator other
          JOIN pg_catalog.pg_namespace ON pg_namespace.oid = oprnamespace
          WHERE other.oid = o.oprcom
        ),
        (
          SELECT format('NEGATOR = OPERATOR(%I.%s)', nspname, oprname)
          FROM pg_catalog.pg_operator other
          JOIN pg_catalog.pg_namespace ON pg_namespace.oid = oprnamespace
          WHERE other.oid = o.oprnegate
        ),
        'RESTRICT = ' || nullif(o.oprrest, 0)::regproc,
        'JOIN = ' || nullif(o.oprjoin, 0)::regproc,
        CASE WHEN o.oprcanhash THEN 'HASHES' END,
        CASE WHEN o.oprcanmerge THEN 'MERGES' END
      )
    ),
    NULL
  FROM pg_catalog.pg_operator o
  JOIN schemas n ON n.oid = o.oprnamespace
  WHERE o.oprcode <> 0
  UNION ALL
  SELECT
    'pg_catalog.pg_opfamily'::regclass, f.oid, 'operator family', n.nspname, f.opfname,
    format('%I.%I USING %I', n.nspname, f.opfname, a.amname),
    format('CREATE OPERATOR FAMILY %I.%I USING %I', n.nspname, f.opfname, a.amname), NULL
  FROM pg_catalog.pg_opfamily f
  JOIN pg_catalog.pg_am a ON a.oid = f.opfmethod
  JOIN schemas n ON n.oid = f.opfnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_opclass'::regclass, o.oid, 'operator class', n.nspname, o.opcname,
    format('%I.%I USING %I', n.nspname, o.opcname, a.amname),
    format(
      'CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %I.%I AS %s', n.nspname, o.opcname,
      CASE WHEN o.opcdefault THEN 'DEFAULT ' END, format_type(o.opcintype, NULL), a.amname,
      (SELECT nspname FROM pg_catalog.pg_namespace WHERE oid = f.opfnamespace), f.opfname,
      concat_ws(
        ', ',
        (
          SELECT string_agg(
            format('OPERATOR %s %s', amopstrategy, amopopr::regoperator)
              || coalesce(' FOR ORDER BY ' || (
                SELECT format('%I.%I', nspname, opfname)
                FROM pg_catalog.pg_opfamily
                JOIN pg_catalog.pg_namespace ON pg_namespace.oid = opfnamespace
                WHERE pg_opfamily.oid = nullif(amopsortfamily, 0)
              ), ''),
            ', ' ORDER BY amopstrategy
          )
          FROM pg_catalog.pg_amop
          JOIN pg_catalog.pg_depend ON classid = 'pg_catalog.pg_amop'::regclass AND objid = pg_amop.oid
          WHERE refclassid = 'pg_catalog.pg_opclass'::regclass AND refobjid = o.oid
        ),
        (
          SELECT string_agg(
            format(
              'FUNCTION %s (%s, %s) %s', amprocnum, format_type(amproclefttype, NULL), format_type(amprocrighttype, NULL),
              amproc::oid::regprocedure
            ),
            ', ' ORDER BY amprocnum
          )
          FROM pg_catalog.pg_amproc
          JOIN pg_catalog.pg_depend ON classid = 'pg_catalog.pg_amproc'::regclass AND objid = pg_amproc.oid
          WHERE refclassid = 'pg_catalog.pg_opclass'::regclass AND refobjid = o.oid
        ),
        'STORAGE ' || format_type(CASE WHEN o.opckeytype = 0 THEN o.opcintype ELSE o.opckeytype END, NULL)
      )
    ),
    NULL
  FROM pg_catalog.pg_opclass o
  JOIN pg_catalog.pg_am a ON a.oid = o.opcmethod
  JOIN pg_catalog.pg_opfamily f ON f.oid = o.opcfamily
  JOIN schemas n ON n.oid = o.opcnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_cast'::regclass, c.oid, 'cast', NULL,
    format('%s AS %s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
    format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
    concat_ws(
      ' ', format('CREATE CAST (%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
      CASE c.castmethod
        WHEN 'f' THEN format('WITH FUNCTION %s', c.castfunc::regprocedure)
        WHEN 'i' THEN 'WITH INOUT'
        ELSE 'WITHOUT FUNCTION'
      END,
      CASE c.castcontext WHEN 'a' THEN 'AS ASSIGNMENT' WHEN 'i' THEN 'AS IMPLICIT' END
    ),
    NULL
  FROM pg_catalog.pg_cast c
  WHERE c.oid >= 16384
  UNION ALL
  SELECT
    'pg_catalog.pg_conversion'::regclass, c.oid, 'conversion', n.nspname, c.conname, format('%I.%I', n.nspname, c.conname),
    format(
      'CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s', CASE WHEN c.condefault THEN 'DEFAULT ' END, n.nspname, c.conname,
      pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc
    ),
    NULL
  FROM pg_catalog.pg_conversion c
  JOIN schemas n ON n.oid = c.connamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_ts_template'::regclass, o.oid, 'text search template', n.nspname, o.tmplname,
    format('%I.%I', n.nspname, o.tmplname),
    format(
      'CREATE TEXT SEARCH TEMPLATE %I.%I (%s)', n.nspname, o.tmplname,
      concat_ws(', ', 'INIT = ' || nullif(o.tmplinit::oid, 0)::regproc, 'LEXIZE = ' || o.tmpllexize::oid::regproc)
    ),
    NULL
  FROM pg_catalog.pg_ts_template o
  JOIN schemas n ON n.oid = o.tmplnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_ts_parser'::regclass, o.oid, 'text search parser', n.nspname, o.prsname, format('%I.%I', n.nspname, o.prsname),
    format(
      'CREATE TEXT SEARCH PARSER %I.%I (%s)', n.nspname, o.prsname,
      concat_ws(
        ', ', 'START = ' || o.prsstart::oid::regproc, 'GETTOKEN = ' || o.prstoken::oid::regproc, 'END = ' || o.prsend::oid::regproc,
        'LEXTYPES = ' || o.prslextype::oid::regproc, 'HEADLINE = ' || nullif(o.prsheadline::oid, 0)::regproc
      )
    ),
    NULL
  FROM pg_catalog.pg_ts_parser o
  JOIN schemas n ON n.oid = o.prsnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_ts_dict'::regclass, o.oid, 'text search dictionary', n.nspname, o.dictname,
    format('%I.%I', n.nspname, o.dictname),
    format(
      'CREATE TEXT SEARCH DICTIONARY %I.%I (%s)', n.nspname, o.dictname,
      concat_ws(', ', format('TEMPLATE = %I.%I', tn.nspname, t.tmplname), o.dictinitoption)
    ),
    NULL
  FROM pg_catalog.pg_ts_dict o
  JOIN pg_catalog.pg_ts_template t ON t.oid = o.dicttemplate
  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
  JOIN schemas n ON n.oid = o.dictnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_ts_config'::regclass, o.oid, 'text search configuration', n.nspname, o.cfgname,
    format('%I.%I', n.nspname, o.cfgname),
    format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, o.cfgname, pn.nspname, p.prsname), NULL
  FROM pg_catalog.pg_ts_config o
  JOIN pg_catalog.pg_ts_parser p ON p.oid = o.cfgparser
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
  JOIN schemas n ON n.oid = o.cfgnamespace
  UNION ALL
  SELECT
    'pg_catalog.pg_ts_config'::regclass, m.oid, 'text search mapping', m.nspname, format('%s: %s', m.cfgname, m.dictionaries), NULL,
    format(
      'ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %s WITH %s', m.nspname, m.cfgname,
      string_agg(quote_ident(m.alias), ', ' ORDER BY m.alias COLLATE "C"), m.dictionaries
    ),
    format(
      'ALTER TEXT SEARCH CONFIGURATION %I.%I DROP MAPPING IF EXISTS FOR %s', m.nspname, m.cfgname,
      string_agg(quote_ident(m.alias), ', ' ORDER BY m.alias COLLATE "C")
    )
  FROM (
    SELECT
      o.oid, n.nspname, o.cfgname, token.alias,
      string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY map.mapseqno) AS dictionaries
    FROM pg_catalog.pg_ts_config o
    JOIN schemas n ON n.oid = o.cfgnamespace
    JOIN pg_catalog.pg_ts_config_map map ON map.mapcfg = o.oid
    JOIN pg_catalog.pg_ts_dict d ON d.oid = map.mapdict
    JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
    CROSS JOIN LATERAL ts_token_type(o.cfgparser) AS token
    WHERE token.tokid = map.maptokentype
    GROUP BY o.oid, n.nspname, o.cfgname, token.alias
  ) AS m
  GROUP BY m.oid, m.nspname, m.cfgname, m.dictionaries
  UNION ALL
  SELECT
    'pg_catalog.pg_foreign_data_wrapper'::regclass, w.oid, 'foreign data wrapper', NULL, w.fdwname, quote_ident(w.fdwname),
    concat_ws(
      ' ', format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname),
      'HANDLER ' || nullif(w.fdwhandler, 0)::regproc, 'VALIDATOR ' || nullif(w.fdwvalidator, 0)::regproc,
      'OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', ') FROM pg_options_to_table(w.fdwoptions)) || ')'
    ),
    NULL
  FROM pg_catalog.pg_foreign_data_wrapper w
  UNION ALL
  SELECT
    'pg_catalog.pg_foreign_server'::regclass, s.oid, 'server', NULL, s.srvname, quote_ident(s.srvname),
    concat_ws(
      ' ', format('CREATE SERVER %I', s.srvname), 'TYPE ' || quote_literal(s.srvtype), 'VERSION ' || quote_literal(s.srvversion),
      format('FOREIGN DATA WRAPPER %I', w.fdwname),
      'OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', ') FROM pg_options_to_table(s.srvoptions)) || ')'
    ),
    NULL
  FROM pg_catalog.pg_foreign_server s
  JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
  UNION ALL
  SELECT
    'pg_catalog.pg_class'::regclass, c.oid, 'foreign table', n.nspname, c.relname, format('%I.%I', n.nspname, c.relname),
    format(
      'CREATE FOREIGN TABLE %I.%I (%s) SERVER %I', n.nspname, c.relname,
      concat_ws(
        ', ',
        (
          SELECT string_agg(
            concat_ws(
              ' ', quote_ident(attname), format_type(atttypid, atttypmod),
              'OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', ') FROM pg_options_to_table(attfdwoptions)) || ')',
              'COLLATE ' || CASE WHEN attcollation <> typcollation THEN attcollation::regcollation::text END,
              CASE WHEN attnotnull THEN 'NOT NULL' END,
              CASE attgenerated
                WHEN '' THEN 'DEFAULT ' || pg_get_expr(adbin, adrelid)
                ELSE format('GENERATED ALWAYS AS (%s) STORED', pg_get_expr(adbin, adrelid))
              END
            ), ', ' ORDER BY attnum
          )
          FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_type ON pg_type.oid = atttypid
          LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
          WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        ),
        (
          SELECT string_agg(format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), ', ' ORDER BY conname COLLATE "C")
          FROM pg_catalog.pg_constraint
          WHERE conrelid = c.oid AND contype = 'c'
        )
      ),
      s.srvname
    ) || coalesce(' OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', ') FROM pg_options_to_table(f.ftoptions)) || ')', ''),
    NULL
  FROM pg_catalog.pg_foreign_table f
  JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
  JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE NOT c.relispartition
  UNION ALL
  SELECT
    'pg_catalog.pg_attrdef'::regclass, d.oid, 'default', n.nspname, format('default of %s.%s', c.relname, a.attname), NULL,
    format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid)),
    format('ALTER VIEW %I.%I ALTER COLUMN %I DROP DEFAULT', n.nspname, c.relname, a.attname)
  FROM pg_catalog.pg_attrdef d
  JOIN pg_catalog.pg_class c ON c.oid = d.adrelid
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
  JOIN schemas n ON n.oid = c.relnamespace
  WHERE c.relkind = 'v'
  UNION ALL
  SELECT
    'pg_catalog.pg_event_trigger'::regclass, e.oid, 'event trigger', NULL, e.evtname, quote_ident(e.evtname),
    concat_ws(
      ' ', format('CREATE EVENT TRIGGER %I ON %s', e.evtname, e.evtevent),
      'WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ') FROM unnest(e.evttags) AS tag) || ')',
      format('EXECUTE FUNCTION %s()', e.evtfoid::regproc)
    ),
    NULL
  FROM pg_catalog.pg_event_trigger e
  UNION ALL
  SELECT
    'pg_catalog.pg_event_trigger'::regclass, e.oid, 'event trigger state', NULL, 'state of ' || e.evtname, NULL,
    format(
      'ALTER EVENT TRIGGER %I %s', e.evtname,
      CASE e.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END
    ),
    format('ALTER EVENT TRIGGER %I ENABLE', e.evtname)
  FROM pg_catalog.pg_event_trigger e
  WHERE e.evtenabled <> 'O'
)
SELECT
  CASE rare.kind
    WHEN 'aggregate' THEN format('routine %I.%I(%s)', rare.schema, rare.name, pg_get_function_identity_arguments(rare.oid))
    WHEN 'function' THEN format('routine %I.%I(%s)', rare.schema, rare.name, pg_get_function_identity_arguments(rare.oid))
    WHEN 'procedure' THEN format('routine %I.%I(%s)', rare.schema, rare.name, pg_get_function_identity_arguments(rare.oid))
    WHEN 'type' THEN format(
      CASE rare.classid WHEN 'pg_catalog.pg_class'::regclass THEN 'relation %I.%I' ELSE 'type %I.%I' END, rare.schema, rare.name
    )
    WHEN 'statistics' THEN 'statistics ' || identified.identity
    WHEN 'statistics target' THEN 'statistics ' || identified.identity
    WHEN 'foreign data wrapper' THEN 'foreign data wrapper ' || identified.identity
    WHEN 'server' THEN 'foreign server ' || identified.identity
    WHEN 'foreign table' THEN 'relation ' || identified.identity
    WHEN 'default' THEN replace(identified.identity, 'for ', 'column ')
    ELSE concat_ws(' ', identified.type, identified.identity)
  END AS object,
  rare.kind AS word, rare.schema, rare.name, rare.target, rare.make, rare.drop,
  CASE
    WHEN rare.target IS NOT NULL THEN obj_description(rare.oid, (SELECT relname FROM pg_catalog.pg_class WHERE oid = rare.classid))
  END AS comment,
  to_jsonb(ARRAY(
    SELECT DISTINCT concat_ws('.', quote_ident(needed.schema), quote_ident(needed.name))
    FROM pg_catalog.pg_depend d
    JOIN named AS needed ON needed.classid = d.refclassid AND needed.oid = d.refobjid
    WHERE d.deptype IN ('n', 'a')
      AND (d.classid, d.objid) IN (
        SELECT rare.classid, rare.oid
        UNION ALL
        SELECT part.classid, part.objid
        FROM pg_catalog.pg_depend AS part
        WHERE part.refclassid = rare.classid AND part.refobjid = rare.oid AND part.deptype = 'i'
          AND rare.kind = 'operator class'
      )
  )) AS needs
FROM rare
CROSS JOIN LATERAL pg_identify_object(rare.classid, rare.oid, 0) AS identified
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend
  WHERE pg_depend.classid = rare.classid AND objid = rare.oid AND deptype IN ('i', 'e')
)
