// The schema as the catalogue knows it, for people to read and compare: what the migrations came to. Never executed.

const HEAD =
  '-- 由 npm run gen 从系统表生成, 供阅读与比对, 不执行。Generated from the catalogue; never executed.\n'

/** Rooms only: not PostgreSQL's own schemas, not the migrator's, not what an extension brought. */
const ours = (namespace) => `${namespace}.nspname !~ '^(pg_|information_schema$|public$)'`
const notOfExtension = (oid) => `not exists (select from pg_depend where objid = ${oid} and deptype = 'e')`
const grantsOf = (acl, owner) => `(
  select coalesce(json_agg(json_build_array(who, what) order by who), '[]') from (
    select case grantee when 0 then 'public' else grantee::regrole::text end as who,
           string_agg(lower(privilege_type), ', ' order by privilege_type) as what
    from aclexplode(${acl}) where grantee <> ${owner} group by 1
  ) g)`

const SCHEMAS = `
select n.nspname as name, obj_description(n.oid) as comment, ${grantsOf('n.nspacl', 'n.nspowner')} as grants
from pg_namespace n where ${ours('n')} order by 1`

const EXTENSIONS = `select extname as name from pg_extension where extname <> 'plpgsql' order by 1`

const TYPES = `
select format_type(t.oid, null) as name, obj_description(t.oid) as comment,
       format_type(t.typbasetype, t.typtypmod) as base,
       (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid) as labels,
       (select string_agg(pg_get_constraintdef(oid), ' ' order by conname) from pg_constraint where contypid = t.oid) as rules
from pg_type t join pg_namespace n on n.oid = t.typnamespace
where ${ours('n')} and t.typtype in ('e', 'd') and ${notOfExtension('t.oid')} order by 1`

const RELATIONS = `
select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relkind as kind, obj_description(c.oid) as comment,
       c.relrowsecurity as secured, c.relforcerowsecurity as forced, c.reloptions as options,
       pg_get_partkeydef(c.oid) as partitions,
       case when c.relispartition then (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid) end as parent,
       pg_get_expr(c.relpartbound, c.oid) as bound,
       case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end as query,
       ${grantsOf('c.relacl', 'c.relowner')} as grants,
       (select coalesce(json_agg(json_build_object(
          'name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod), 'needed', a.attnotnull,
          'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity, 'generated', a.attgenerated,
          'collation', (select collname from pg_collation where oid = a.attcollation and collname <> 'default'),
          'comment', col_description(c.oid, a.attnum), 'grants', ${grantsOf('a.attacl', 'c.relowner')}) order by a.attnum), '[]')
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select coalesce(json_agg(format('constraint %I %s', conname, pg_get_constraintdef(oid)) order by contype = 'p' desc, conname), '[]')
        from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'f', 'c', 'x') and conparentid = 0) as constraints,
       (select coalesce(json_agg(pg_get_indexdef(indexrelid) order by indexrelid::regclass::text), '[]')
        from pg_index i where indrelid = c.oid and not exists (select from pg_constraint where conindid = i.indexrelid)
          and not exists (select from pg_inherits where inhrelid = i.indexrelid)) as indexes,
       (select coalesce(json_agg(pg_get_triggerdef(oid, true) order by tgname), '[]')
        from pg_trigger where tgrelid = c.oid and not tgisinternal and tgparentid = 0) as triggers,
       (select coalesce(json_agg(json_build_object('name', quote_ident(polname), 'permissive', polpermissive, 'for', polcmd,
          'to', (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by r) from unnest(polroles) r),
          'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid)) order by polname), '[]')
        from pg_policy where polrelid = c.oid) as policies
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where ${ours('n')} and c.relkind in ('r', 'p', 'v', 'm') and ${notOfExtension('c.oid')} order by 2`

const FUNCTIONS = `
select p.oid::regprocedure::text as signature, pg_get_functiondef(p.oid) as definition, obj_description(p.oid) as comment,
       ${grantsOf("coalesce(p.proacl, acldefault('f', p.proowner))", 'p.proowner')} as grants
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where ${ours('n')} and p.prokind in ('f', 'p') and ${notOfExtension('p.oid')} order by 1`

const heading = (comment) => (comment ? `-- ${comment.replaceAll('\n', '\n-- ')}\n` : '')
const grants = (object, list) => list.map(([who, what]) => `grant ${what} on ${object} to ${who};\n`).join('')

function column(c) {
  const generated = { s: 'stored', v: 'virtual' }[c.generated]
  const value = generated
    ? ` generated always as (${c.default}) ${generated}`
    : ({ a: ' generated always as identity', d: ' generated by default as identity' }[c.identity] ??
      (c.default === null ? '' : ` default ${c.default}`))
  const collation = c.collation ? ` collate "${c.collation}"` : ''
  return `${c.name} ${c.type}${collation}${c.needed ? ' not null' : ''}${value}`
}

function body(r) {
  const lines = [
    ...r.columns.map((c) => ({ code: column(c), comment: c.comment })),
    ...r.constraints.map((code) => ({ code, comment: null })),
  ]
  return lines
    .map(
      ({ code, comment }, i) =>
        `  ${code}${i < lines.length - 1 ? ',' : ''}${comment ? ` -- ${comment}` : ''}\n`,
    )
    .join('')
}

const COMMANDS = { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' }
const policy = (table) => (p) =>
  `create policy ${p.name} on ${table}${p.permissive ? '' : ' as restrictive'} for ${COMMANDS[p.for]} to ${p.to}` +
  `${p.using ? ` using (${p.using})` : ''}${p.check ? ` with check (${p.check})` : ''};\n`

function relation(r) {
  const kind = { v: 'view', m: 'materialized view' }[r.kind]
  const options = r.options ? ` with (${r.options.join(', ')})` : ''
  const opening = kind
    ? `create ${kind} ${r.name}${options} as\n${r.query}\n`
    : r.parent
      ? `create table ${r.name} partition of ${r.parent} ${r.bound};\n`
      : `create table ${r.name} (\n${body(r)})${r.partitions ? ` partition by ${r.partitions}` : ''}${options};\n`
  return [
    `\n${heading(r.comment)}${opening}`,
    ...r.indexes.map((i) => `${i};\n`),
    ...(r.secured ? [`alter table ${r.name} enable row level security;\n`] : []),
    ...(r.forced ? [`alter table ${r.name} force row level security;\n`] : []),
    ...r.policies.map(policy(r.name)),
    ...r.triggers.map((t) => `${t};\n`),
    grants(r.name, r.grants),
    ...r.columns.map((c) =>
      c.grants.map(([who, what]) => `grant ${what} (${c.name}) on ${r.name} to ${who};\n`).join(''),
    ),
  ].join('')
}

const type = (t) =>
  `\n${heading(t.comment)}${t.labels ? `create type ${t.name} as enum (${t.labels});\n` : `create domain ${t.name} as ${t.base}${t.rules ? ` ${t.rules}` : ''};\n`}`

const routine = (f) =>
  `\n${heading(f.comment)}${f.definition.trimEnd()};\n${f.grants.some(([who]) => who === 'public') ? '' : `revoke all on function ${f.signature} from public;\n`}` +
  grants(
    `function ${f.signature}`,
    f.grants.filter(([who]) => who !== 'public'),
  )

/** The text of the whole schema, the same for the same migrations. `client` is a connected pg.Client. */
export async function dumpSchema(client) {
  const all = async (sql) => (await client.query(sql)).rows
  await client.query('set search_path = pg_catalog')
  return [
    HEAD,
    ...(await all(EXTENSIONS)).map((e) => `create extension ${e.name};\n`),
    ...(await all(SCHEMAS)).map(
      (s) => `\n${heading(s.comment)}create schema ${s.name};\n${grants(`schema ${s.name}`, s.grants)}`,
    ),
    ...(await all(TYPES)).map(type),
    ...(await all(RELATIONS)).map(relation),
    ...(await all(FUNCTIONS)).map(routine),
  ].join('')
}
