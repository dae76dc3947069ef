-- 0003 plan: the counties' plans, version by version, and what the county decided about their interpretations.
-- Lock cost: none, the tables are new.

create schema plan;
comment on schema plan is '方案: 各版条款、目标、资金、政策、阶段、机构, 以及县里对解释口径的决定';
create schema plan_pub;
comment on schema plan_pub is '方案对其他各室公布的视图';

-- The application role opens e-towns by this only, inside the e-town it opens: it may add one, never change one.
create function platform.open_etown(slug text, name text, county_code text, demonstration boolean) returns void
  language sql security definer set search_path = pg_catalog, platform as $$
  insert into platform.etown (id, slug, name, county_code, demonstration)
  values (platform.this_etown(), slug, name, county_code, demonstration)
$$;
comment on function platform.open_etown is '开设e镇: 应用角色只能借此新增e镇目录中的一行, 不能改、不能删';

-- A day's text to a date. A cast depends on a setting and may not fill a generated column.
create function plan.day_of(text) returns date language sql immutable strict parallel safe
  as $$ select make_date(left($1, 4)::int, substr($1, 6, 2)::int, right($1, 2)::int) $$;

-- Each version follows exactly one earlier one and takes force after it: periods of force can neither overlap nor have
-- gaps, and no row must change when the next version comes.
create table plan.version (
  etown int not null references platform.etown (id),
  number int not null check (number between 1 and 999),
  amends int check (amends < number),
  adopted_on date not null,
  in_force_from date not null,
  amended_from date check (in_force_from > amended_from),
  title text not null,
  rest jsonb not null,
  content_sha256 text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
  file_sha256 text not null,
  loaded_by text not null,
  loaded_at timestamptz not null,
  primary key (etown, number),
  unique (etown, in_force_from),
  unique (etown, number, in_force_from),
  unique (etown, amends),
  foreign key (etown, amends, amended_from) references plan.version (etown, number, in_force_from),
  foreign key (etown, file_sha256) references platform.evidence (etown, sha256),
  check ((amends is null) = (amended_from is null)),
  check (in_force_from >= adopted_on)
);
create unique index version_first on plan.version (etown) where amends is null;
comment on table plan.version is '方案版本: 一版一文件, 载入后不改; 修订即新版, 旧数字仍按当时的版本判断';
comment on column plan.version.amends is '所修订的版本; 首版为空';
comment on column plan.version.in_force_from is '施行日; 止于下一版施行日 (不含)';
comment on column plan.version.rest is '文件中未分表的部分: e镇、版本、文件、指标、列举、系统、不得重复享受';
comment on column plan.version.content_sha256 is '全部内容规范化 JSON 的 SHA-256; 与分表拼回的内容一致';
comment on column plan.version.file_sha256 is '方案文件原文 (证据)';

-- Below, `item` is the thing as the file has it, whole, and every other column is read out of it by the database.
create table plan.clause (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  id text not null generated always as (item ->> 'id') stored,
  sha256 text not null generated always as (item ->> 'sha256') stored,
  primary key (etown, version, id),
  foreign key (etown, version) references plan.version (etown, number)
);
comment on table plan.clause is '条款: 方案原文逐条, 带指纹';

create table plan.period (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  from_day date not null generated always as (plan.day_of(item ->> 'from')) stored,
  until_day date not null generated always as (plan.day_of(item ->> 'until')) stored,
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id),
  check (from_day < until_day)
);
comment on table plan.period is '考核期间: 含起日, 不含止日';

create table plan.stage (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  from_day date not null generated always as (plan.day_of(item ->> 'from')) stored,
  until_day date not null generated always as (plan.day_of(item ->> 'until')) stored,
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id),
  check (from_day < until_day)
);
comment on table plan.stage is '实施阶段: 含起日, 不含止日';

create table plan.facility (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id)
);
comment on table plan.facility is '设施: 要建或要改造的场所';

create table plan.target (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  indicator text not null generated always as (item ->> 'indicator') stored,
  op text not null generated always as (item ->> 'op') stored check (op in ('≥', '>', '=', '≤', '<', 'range')),
  per text not null generated always as (item ->> 'per') stored check (per in ('year', 'month', 'period', 'end')),
  period text not null generated always as (item ->> 'period') stored,
  facility text generated always as (item ->> 'facility') stored,
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id),
  foreign key (etown, version, period) references plan.period (etown, version, code),
  foreign key (etown, version, facility) references plan.facility (etown, version, code)
);
comment on table plan.target is '目标: 一个要达到的数, 带单位、频次、期间与出处';

create table plan.fund_source (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  amount_fen bigint not null check (amount_fen >= 0),
  code text not null generated always as (item ->> 'code') stored,
  level text not null generated always as (item ->> 'level') stored check (level in ('province', 'city', 'county', 'other')),
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id)
);
comment on table plan.fund_source is '资金来源: 一级政府承诺的钱';
comment on column plan.fund_source.amount_fen is '金额, 分';

create table plan.fund_category (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  source text not null generated always as (item ->> 'source') stored,
  min_share numeric not null generated always as (rtrim(item ->> 'min', '%')::numeric / 100) stored check (min_share >= 0),
  max_share numeric not null generated always as (rtrim(item ->> 'max', '%')::numeric / 100) stored check (max_share <= 1),
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id),
  foreign key (etown, version, source) references plan.fund_source (etown, version, code),
  check (min_share <= max_share)
);
comment on table plan.fund_category is '支持方向: 某资金来源可用于什么, 占比上下限 (1 为全部)';

create table plan.policy (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  kind text not null generated always as (item ->> 'kind') stored check (kind in ('entitlement', 'award', 'rule')),
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id)
);
comment on table plan.policy is '政策: 五免、两补、奖补与规则, 以参数表示';

create table plan.body (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  within_body text generated always as (item ->> 'within') stored,
  clause text not null generated always as (item ->> 'clause') stored,
  primary key (etown, version, code),
  foreign key (etown, version, clause) references plan.clause (etown, version, id),
  foreign key (etown, version, within_body) references plan.body (etown, version, code)
);
comment on table plan.body is '机构: 领导小组、办公室、部门、运营公司, 及其职责';

create table plan.interpretation (
  etown int not null,
  version int not null,
  position int not null,
  item jsonb not null,
  code text not null generated always as (item ->> 'code') stored,
  kind text not null generated always as (item ->> 'kind') stored,
  adopted text not null generated always as (item ->> 'adopted') stored,
  primary key (etown, version, code),
  foreign key (etown, version) references plan.version (etown, number)
);
comment on table plan.interpretation is '解释口径: 原文自相矛盾或没有说清之处, 可选读法与文件采用的读法';

create table plan.decision (
  etown int not null,
  version int not null,
  interpretation text not null,
  place int not null check (place >= 1),
  origin text not null check (origin in ('file', 'carried', 'person')),
  state text not null check (state in ('proposed', 'confirmed')),
  adopted text not null,
  reason text not null check (length(reason) between 2 and 2000),
  decided_by text check (length(decided_by) between 1 and 100),
  decided_on date,
  account text not null,
  at timestamptz not null,
  primary key (etown, version, interpretation, place),
  foreign key (etown, version, interpretation) references plan.interpretation (etown, version, code),
  check ((state = 'confirmed') = (decided_by is not null) and (decided_by is null) = (decided_on is null)),
  check (origin <> 'person' or state = 'confirmed'),
  check ((origin = 'person') or place = 1)
);
comment on table plan.decision is '口径决定: 先是文件提出的, 再是县里每次的决定; 只增不改, 以最后一次为准';
comment on column plan.decision.origin is '来源: file 文件所写, carried 上一版已确认且问题未变, person 县里在本系统决定';
comment on column plan.decision.decided_by is '谁决定 (机构或人名)';
comment on column plan.decision.account is '载入或决定者的账号';

create function plan.known_reading() returns trigger language plpgsql as $$
begin
  if not exists (select from plan.interpretation i
                 where i.etown = new.etown and i.version = new.version and i.code = new.interpretation
                   and i.item -> 'readings' @> jsonb_build_array(jsonb_build_object('code', new.adopted))) then
    raise exception '口径“%”没有“%”这种读法', new.interpretation, new.adopted using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger known_reading before insert on plan.decision for each row execute function plan.known_reading();

-- The file of a version, put together again. Its canonical hash is content_sha256.
create view plan.file with (security_invoker = true) as
  select v.etown, v.number, v.content_sha256,
    (v.rest - 'exclusions') || jsonb_build_object(
      'clauses', (select coalesce(jsonb_agg(item order by position), '[]') from plan.clause c where c.etown = v.etown and c.version = v.number),
      'periods', (select coalesce(jsonb_agg(item order by position), '[]') from plan.period c where c.etown = v.etown and c.version = v.number),
      'stages', (select coalesce(jsonb_agg(item order by position), '[]') from plan.stage c where c.etown = v.etown and c.version = v.number),
      'facilities', (select coalesce(jsonb_agg(item order by position), '[]') from plan.facility c where c.etown = v.etown and c.version = v.number),
      'targets', (select coalesce(jsonb_agg(item order by position), '[]') from plan.target c where c.etown = v.etown and c.version = v.number),
      'policies', (select coalesce(jsonb_agg(item order by position), '[]') from plan.policy c where c.etown = v.etown and c.version = v.number),
      'organisation', (select coalesce(jsonb_agg(item order by position), '[]') from plan.body c where c.etown = v.etown and c.version = v.number),
      'interpretations', (select coalesce(jsonb_agg(item order by position), '[]') from plan.interpretation c where c.etown = v.etown and c.version = v.number),
      'funds', jsonb_build_object(
        'sources', (select coalesce(jsonb_agg(item order by position), '[]') from plan.fund_source c where c.etown = v.etown and c.version = v.number),
        'categories', (select coalesce(jsonb_agg(item order by position), '[]') from plan.fund_category c where c.etown = v.etown and c.version = v.number),
        'exclusions', v.rest -> 'exclusions')
    ) as file
  from plan.version v;
comment on view plan.file is '方案文件: 由分表拼回的全文';

create view plan_pub.parameter with (security_invoker = true) as
  select p.etown, p.version, p.code as policy, x.item ->> 'code' as code, x.item ->> 'op' as op, x.item ->> 'value' as value,
         x.item ->> 'unit' as unit
  from plan.policy p, jsonb_array_elements(p.item -> 'parameters') as x (item);
comment on view plan_pub.parameter is '政策参数';

create view plan_pub.duty with (security_invoker = true) as
  select b.etown, b.version, b.code as body, x.place, x.item ->> 'clause' as clause, x.item ->> 'quote' as quote
  from plan.body b, jsonb_array_elements(b.item -> 'duties') with ordinality as x (item, place);
comment on view plan_pub.duty is '职责分工: 每个机构的职责, 原文引句';

do $$
declare t text;
begin
  foreach t in array array['version', 'clause', 'period', 'stage', 'facility', 'target', 'fund_source', 'fund_category', 'policy', 'body', 'interpretation', 'decision'] loop
    execute format('create trigger append_only before update or delete on plan.%I for each row execute function platform.refuse_change()', t);
    execute format('create trigger append_only_whole before truncate on plan.%I for each statement execute function platform.refuse_change()', t);
    execute format('alter table plan.%I enable row level security', t);
    execute format('alter table plan.%I force row level security', t);
    execute format('create policy one_etown on plan.%I using (etown = platform.this_etown()) with check (etown = platform.this_etown())', t);
    execute format('grant select, insert on plan.%I to ezhen_app', t);
  end loop;
end $$;

grant usage on schema plan, plan_pub to ezhen_app;
grant select on plan.file, plan_pub.parameter, plan_pub.duty to ezhen_app;
revoke all on function platform.open_etown(text, text, text, boolean) from public;
grant execute on function platform.open_etown(text, text, text, boolean) to ezhen_app;
