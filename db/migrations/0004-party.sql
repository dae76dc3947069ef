-- 0004 party: who is in the e-town. Parties with their history, boundary, sites, products, duplicates, imports.
-- Lock cost: none, the tables are new.

create schema party;
comment on schema party is '市场主体: 谁在e镇里, 在不在范围内, 何时登记, 何时开展电商';
create schema party_pub;
comment on schema party_pub is '市场主体对统计公布的视图: 计数口径只在此处';

create table party.boundary (
  etown int not null references platform.etown (id),
  version int not null check (version >= 1),
  places text[] not null default '{}',
  rings jsonb,
  source text not null check (length(source) between 2 and 500),
  set_by text not null,
  set_at timestamptz not null default now(),
  primary key (etown, version),
  check (cardinality(places) > 0 or rings is not null)
);
comment on table party.boundary is 'e镇范围: 村镇名单或界线, 每次调整另存一版; 以最新一版为准';
comment on column party.boundary.places is '整镇 (9 位)、村或社区 (12 位) 的统计用区划代码; 不在册的村为 乡镇代码/村名';
comment on column party.boundary.rings is '界线: [[经度, 纬度], …] 的环, 首尾自动闭合, 环内之环为洞';
comment on column party.boundary.source is '依据, 如: 方案原文、批复文号、测绘图';

create table party.import_batch (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  file_sha256 text not null,
  file_name text not null,
  state text not null check (state in ('checking', 'checked', 'committing', 'committed', 'refused')),
  seen int not null default 0,
  done int not null default 0,
  blank int not null default 0,
  bad int not null default 0,
  fresh int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  unread_columns text[] not null default '{}',
  refusals jsonb not null default '[]',
  rows_taken text check (rows_taken in ('all', 'good')),
  asked_by text not null,
  asked_at timestamptz not null default now(),
  committed_by text,
  committed_at timestamptz,
  primary key (etown, id),
  foreign key (etown, file_sha256) references platform.evidence (etown, sha256),
  check ((state = 'refused') = (refusals <> '[]')),
  check (state not in ('committing', 'committed') or (rows_taken is not null and committed_by is not null)),
  check (state <> 'committed' or (committed_at is not null and seen = bad + fresh + changed + unchanged)),
  check (state <> 'committed' or rows_taken = 'good' or bad = 0)
);
comment on table party.import_batch is '导入批次: 先试算再提交; 数据行 = 有问题 + 新增 + 变更 + 未变';
comment on column party.import_batch.seen is '数据行数 (不含空行)';
comment on column party.import_batch.done is '正在试算或提交时已处理的行数';
comment on column party.import_batch.refusals is '整份文件被拒的原因';

create table party.import_row_problem (
  etown int not null,
  batch bigint not null,
  row_no int not null check (row_no >= 1),
  place int not null,
  header text not null,
  code text not null,
  zh text not null,
  en text not null,
  primary key (etown, batch, row_no, place),
  foreign key (etown, batch) references party.import_batch (etown, id)
);
comment on table party.import_row_problem is '导入问题: 第几行、哪一列、为什么; 不存原值, 原值在加密的原文件里';
comment on column party.import_row_problem.row_no is '表格软件里看到的行号';
comment on column party.import_row_problem.place is '该行第几个问题';

create table party.party (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  version int not null default 1,
  kind text not null check (kind in ('enterprise', 'cooperative', 'sole-trader', 'farmer', 'station', 'organisation')),
  name text not null check (length(name) between 2 and 100),
  name_key text not null,
  name_core text not null,
  name_head text not null generated always as (left(name_core, 2)) stored,
  natural_key text not null,
  credit_code text check (credit_code ~ '^[0-9A-Z]{18}$'),
  resident_id_sealed bytea,
  resident_id_blind bytea check (length(resident_id_blind) = 32),
  legal_representative_sealed bytea,
  phone_sealed bytea,
  phone_blind bytea check (length(phone_blind) = 32),
  registered_on date,
  deregistered_on date,
  place_code text check (place_code ~ '^[0-9]{9}([0-9]{3}|/.{1,20})?$'),
  address text check (length(address) <= 200),
  lon double precision check (lon between 73 and 136),
  lat double precision check (lat between 3 and 54),
  inside boolean,
  inside_basis text not null check (inside_basis in ('place', 'polygon', 'person', 'unknown')),
  inside_reason text,
  ecommerce_since date,
  ecommerce_evidence text,
  main_products text check (length(main_products) <= 200),
  source text not null check (source in ('typed', 'import')),
  batch bigint,
  batch_row int,
  merged_into bigint,
  created_at timestamptz not null default now(),
  created_by text not null,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  changed_why text not null,
  primary key (etown, id),
  foreign key (etown, batch) references party.import_batch (etown, id),
  foreign key (etown, merged_into) references party.party (etown, id),
  foreign key (etown, ecommerce_evidence) references platform.evidence (etown, sha256),
  constraint code_required check (kind not in ('enterprise', 'cooperative', 'sole-trader') or (credit_code is not null and registered_on is not null)),
  constraint code_not_for_farmers check (kind <> 'farmer' or credit_code is null),
  constraint resident_id_only_for_farmers check (kind = 'farmer' or resident_id_sealed is null),
  constraint sealed_with_blind check ((resident_id_sealed is null) = (resident_id_blind is null) and (phone_sealed is null) = (phone_blind is null)),
  constraint dates_in_order check (deregistered_on >= registered_on),
  constraint point_whole check ((lon is null) = (lat is null)),
  constraint inside_known check ((inside is null) = (inside_basis = 'unknown')),
  constraint inside_by_person_has_reason check ((inside_basis = 'person') = (inside_reason is not null)),
  constraint ecommerce_in_order check (ecommerce_since >= registered_on),
  constraint ecommerce_has_evidence check ((ecommerce_since is null) = (ecommerce_evidence is null)),
  constraint import_has_row check ((source = 'import') = (batch is not null) and (batch is null) = (batch_row is null)),
  constraint not_into_itself check (merged_into <> id)
);
comment on table party.party is '市场主体: 企业、合作社、个体工商户、农户、村级服务站等; 当前状态, 历史见 party_version';
comment on column party.party.kind is '类型: enterprise 企业, cooperative 农民专业合作社, sole-trader 个体工商户, farmer 农户, station 村级服务站, organisation 其他组织';
comment on column party.party.name_key is '检索名: 半角、大写、去掉空格和标点的名称';
comment on column party.party.name_core is '字号: 去掉地名、组织形式与全角差异后的名称, 用于找疑似重复';
comment on column party.party.natural_key is '自然键: 信用代码; 农户为身份证号盲索引; 都没有时为类型+名称+村+电话盲索引';
comment on column party.party.resident_id_sealed is '身份证号 (加密, 仅农户)';
comment on column party.party.resident_id_blind is '身份证号盲索引 (HMAC)';
comment on column party.party.legal_representative_sealed is '法定代表人或负责人 (加密)';
comment on column party.party.phone_sealed is '手机号 (加密)';
comment on column party.party.phone_blind is '手机号盲索引 (HMAC)';
comment on column party.party.registered_on is '登记 (成立) 日期';
comment on column party.party.place_code is '所在村 (12 位) 或乡镇 (9 位) 统计用区划代码; 不在册的村为 乡镇代码/村名';
comment on column party.party.inside is '是否在e镇范围内; 空为未定';
comment on column party.party.inside_basis is '判定依据: place 村镇名单, polygon 界线, person 人工认定, unknown 资料不足';
comment on column party.party.ecommerce_since is '开展电商业务起始日';
comment on column party.party.ecommerce_evidence is '开展电商的证据文件';
comment on column party.party.merged_into is '已并入的主体; 两行都保留, 本行不再计数';

-- One living row per natural key: what makes an import idempotent, whoever typed the row first.
create unique index party_natural_key on party.party (etown, natural_key) where merged_into is null;
create unique index party_credit_code on party.party (etown, credit_code) where merged_into is null;
create unique index party_resident_id on party.party (etown, resident_id_blind) where merged_into is null;
create index party_phone on party.party (etown, phone_blind);
create index party_name_head on party.party (etown, name_head);
create index party_registered on party.party (etown, registered_on) where merged_into is null;
create index party_merged on party.party (etown, merged_into) where merged_into is not null;

create table party.party_version (
  etown int not null,
  party bigint not null,
  version int not null,
  at timestamptz not null,
  by text not null,
  why text not null,
  changed text[] not null,
  state jsonb not null,
  primary key (etown, party, version),
  foreign key (etown, party) references party.party (etown, id)
);
comment on table party.party_version is '主体历史: 每次变化由触发器写下当时全貌与变了哪些栏; 个人信息只记变没变, 不留旧值';

-- History is written by the database itself, so that no path of the program can change a party without it.
-- Personal values stay out: what is corrected or erased must not live on in the past.
create function party.keep_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, party as $$
declare
  book constant text[] := array['version', 'changed_at', 'changed_by', 'changed_why'];
  derived constant text[] := array['name_key', 'name_core', 'name_head', 'natural_key', 'resident_id_blind', 'phone_blind'];
  personal text[] := array['resident_id_sealed', 'legal_representative_sealed', 'phone_sealed'];
  before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end - book - derived;
  after jsonb := to_jsonb(new) - book - derived;
begin
  if new.kind = 'farmer' then
    personal := personal || array['name', 'address', 'lon', 'lat'];
  end if;
  insert into party.party_version values (new.etown, new.id, new.version, new.changed_at, new.changed_by, new.changed_why,
    coalesce((select array_agg(a.key order by a.key) from jsonb_each(after) a
              where tg_op = 'UPDATE' and a.value is distinct from before -> a.key), '{}'),
    after - personal);
  return null;
end $$;
create function party.next_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.changed_at := now();
  return new;
end $$;
create trigger next_version before update on party.party for each row execute function party.next_version();
create trigger keep_version after insert or update on party.party for each row execute function party.keep_version();

create table party.duplicate_proposal (
  etown int not null,
  a bigint not null,
  b bigint not null,
  score int not null,
  why jsonb not null,
  state text not null default 'open' check (state in ('open', 'same', 'different')),
  kept bigint,
  reason text,
  proposed_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  primary key (etown, a, b),
  foreign key (etown, a) references party.party (etown, id),
  foreign key (etown, b) references party.party (etown, id),
  check (a < b),
  check ((state = 'same') = (kept is not null) and (kept is null or kept in (a, b))),
  check ((state = 'open') = (decided_by is null) and (state = 'open') = (decided_at is null) and (state = 'open') = (reason is null))
);
comment on table party.duplicate_proposal is '疑似重复: 程序提出并说明理由, 由人决定; 合并保留两行';
create index duplicate_open on party.duplicate_proposal (etown, score desc) where state = 'open';

create table party.site (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('station', 'warehouse', 'park', 'service-centre', 'workshop', 'base')),
  name text not null check (length(name) between 2 and 100),
  party bigint,
  place_code text check (place_code ~ '^[0-9]{9}([0-9]{3}|/.{1,20})?$'),
  address text check (length(address) <= 200),
  lon double precision check (lon between 73 and 136),
  lat double precision check (lat between 3 and 54),
  opened_on date not null,
  closed_on date check (closed_on >= opened_on),
  primary key (etown, id),
  foreign key (etown, party) references party.party (etown, id),
  check ((lon is null) = (lat is null))
);
comment on table party.site is '场所: 服务站、仓、园区、服务中心、车间、基地; 由某主体运营或尚无';
create index site_party on party.site (etown, party);

create table party.product (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  party bigint not null,
  name text not null check (length(name) between 2 and 100),
  category text not null check (length(category) between 1 and 50),
  since date not null,
  until date check (until >= since),
  primary key (etown, id),
  foreign key (etown, party) references party.party (etown, id),
  unique (etown, party, name)
);
comment on table party.product is '网货: 某主体在网上卖的产品';

-- A market entity is what 市场主体登记管理条例 第二条 names; farmers, stations and associations are parties but not counted.
create view party_pub.entity with (security_invoker = true) as
  select p.etown, p.id as party, p.kind, case when p.kind <> 'farmer' then p.name end as name, p.registered_on, p.deregistered_on,
         p.inside, p.ecommerce_since, p.ecommerce_evidence, p.batch, p.batch_row as row_no, b.file_sha256 as evidence,
         p.kind in ('enterprise', 'cooperative', 'sole-trader') and p.merged_into is null as counted
  from party.party p left join party.import_batch b on b.etown = p.etown and b.id = p.batch;
comment on view party_pub.entity is '市场主体计数口径: counted 为条例所称市场主体且未被并入; 新增 = counted 且 inside 且登记日在期间内';

-- Mergers form a forest: only a living party can be merged, and only into a living one; who stands at its root counts.
create view party_pub.survivor with (security_invoker = true) as
  with recursive upward as (
    select etown, id as party, id as survivor, merged_into from party.party
    union all
    select u.etown, u.party, p.id, p.merged_into
    from upward u join party.party p on p.etown = u.etown and p.id = u.merged_into
  )
  select etown, party, survivor from upward where merged_into is null;
comment on view party_pub.survivor is '合并去向: 每个主体最终算作谁';

create view party_pub.product with (security_invoker = true) as
  select distinct on (p.etown, s.survivor, p.name)
         p.etown, p.id as product, s.survivor as party, p.name, p.category, p.since, p.until
  from party.product p join party_pub.survivor s on s.etown = p.etown and s.party = p.party
  order by p.etown, s.survivor, p.name, p.since;
comment on view party_pub.product is '网货: 合并后的主体同名网货只计一次, 取最早的一项';

do $$
declare t text;
begin
  foreach t in array array['boundary', 'party_version'] loop
    execute format('create trigger append_only before update or delete on party.%I for each row execute function platform.refuse_change()', t);
    execute format('create trigger append_only_whole before truncate on party.%I for each statement execute function platform.refuse_change()', t);
  end loop;
  foreach t in array array['boundary', 'import_batch', 'import_row_problem', 'party', 'party_version', 'duplicate_proposal', 'site', 'product'] loop
    execute format('alter table party.%I enable row level security', t);
    execute format('alter table party.%I force row level security', t);
    execute format('create policy one_etown on party.%I using (etown = platform.this_etown()) with check (etown = platform.this_etown())', t);
  end loop;
end $$;

grant usage on schema party, party_pub to ezhen_app;
grant select, insert on party.boundary to ezhen_app;
grant select on party.party_version to ezhen_app;
grant select, insert, update on party.party, party.import_batch, party.duplicate_proposal, party.site, party.product to ezhen_app;
grant select, insert, delete on party.import_row_problem to ezhen_app;
grant delete on party.duplicate_proposal to ezhen_app;
grant select on party_pub.entity, party_pub.survivor, party_pub.product to ezhen_app;
