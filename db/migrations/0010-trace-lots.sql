-- 0010 trace: what grows where, the lots it becomes, the codes on them, who scanned them, what supervision found.
-- Lock cost: none, the tables are new.

-- Restricted circulation (GS1 General Specifications 1.4.5): 2, the e-town's own key of four digits, its number, check digit.
create function trace.restricted_gtin(town int, number bigint) returns text
  language plpgsql immutable parallel safe as $$
declare
  body text := '02' || to_char(town, 'FM0000') || to_char(number, 'FM0000000');
  total int := 0;
begin
  if town > 9999 or number > 9999999 then raise exception '限域编码已用尽: no number left' using errcode = 'check_violation'; end if;
  for i in 1..13 loop
    total := total + substr(body, i, 1)::int * case when i % 2 = 1 then 3 else 1 end;
  end loop;
  return body || ((10 - total % 10) % 10)::text;
end $$;

create table trace.trade_item (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  party bigint not null,
  name text not null check (length(name) between 2 and 60),
  spec text not null check (length(spec) <= 60),
  unit text not null check (unit in ('kg', 'piece', 'litre')),
  pack_size numeric(12, 3) not null check (pack_size > 0),
  shelf_days int check (shelf_days between 1 and 3650),
  numbering text not null check (numbering in ('gs1', 'restricted')),
  gtin text not null check (gtin ~ '^[0-9]{14}$'),
  gs1_certificate text check (length(gs1_certificate) between 2 and 60),
  registered_by text not null,
  registered_at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, gtin),
  foreign key (etown, party) references party.party (etown, id),
  constraint numbering_told_apart check (case numbering when 'restricted' then gtin = trace.restricted_gtin(etown, id) else gtin !~ '^[0-9](02|04|2)' end),
  constraint gs1_has_certificate check ((numbering = 'gs1') = (gs1_certificate is not null))
);
comment on table trace.trade_item is '追溯产品: 一种规格的最小销售单元, 有一个 GTIN';
comment on column trace.trade_item.pack_size is '每个最小销售单元的含量, 单位同 unit; 一个单元一枚追溯码';
comment on column trace.trade_item.numbering is 'gs1 由中国物品编码中心发给企业; restricted 本e镇限域编码, 只在本系统内有效, 不是商品条码';
comment on column trace.trade_item.gs1_certificate is '厂商识别代码证书编号 (numbering = gs1)';

create function trace.number_item() returns trigger language plpgsql as $$
begin
  if new.numbering = 'restricted' then
    new.gtin := trace.restricted_gtin(new.etown, new.id);
  end if;
  return new;
end $$;
create trigger number_item before insert on trace.trade_item for each row execute function trace.number_item();

create table trace.gtin_home (
  gtin text not null,
  etown int not null references platform.etown (id),
  primary key (gtin, etown)
);
comment on table trace.gtin_home is '编码归属: 印着此 GTIN 的是哪些e镇; 谁扫码谁就看得到, 故不分租户';

create function trace.house_item() returns trigger
  language plpgsql security definer set search_path = pg_catalog, trace as $$
begin
  insert into trace.gtin_home values (new.gtin, new.etown) on conflict do nothing;
  return null;
end $$;
create trigger house_item after insert on trace.trade_item for each row execute function trace.house_item();

create table trace.season (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  party bigint not null,
  site bigint not null,
  item bigint not null,
  name text not null check (length(name) between 2 and 60),
  area_mu numeric(10, 2) check (area_mu > 0),
  started_on date not null,
  opened_by text not null,
  opened_at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, party) references party.party (etown, id),
  foreign key (etown, site) references party.site (etown, id),
  foreign key (etown, item) references trace.trade_item (etown, id)
);
comment on table trace.season is '生产季: 一块地 (一处蜂场) 上的一茬, 从种植到采收完';
create index season_party on trace.season (etown, party);

create table trace.lot (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  code text not null check (code ~ '^[0-9A-Z-]{4,20}$'),
  item bigint not null,
  party bigint not null,
  season bigint,
  origin text not null check (origin in ('harvest', 'purchase', 'split', 'merge', 'transform')),
  made_on date not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  yield numeric(6, 4) not null default 1 check (yield > 0),
  pack_size numeric(12, 3) not null check (pack_size > 0),
  drawn numeric(14, 3) not null default 0 check (drawn >= 0),
  labels int not null default 0 check (labels >= 0),
  state text not null default 'open' check (state in ('open', 'frozen', 'recalled')),
  version int not null default 1,
  national_code text check (length(national_code) between 4 and 64),
  made_by text not null,
  made_at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, item, code),
  foreign key (etown, item) references trace.trade_item (etown, id),
  foreign key (etown, party) references party.party (etown, id),
  foreign key (etown, season) references trace.season (etown, id),
  constraint mass_balance check (drawn + labels * pack_size <= quantity),
  constraint harvest_has_season check ((origin = 'harvest') = (season is not null))
);
comment on table trace.lot is '批次: 采收、收购得来, 或由别的批次拆分、合并、加工而成';
comment on column trace.lot.quantity is '批次数量, 单位同追溯产品';
comment on column trace.lot.yield is '加工得率上限: 产出不超过投入 × 得率';
comment on column trace.lot.drawn is '已转出 (拆分、合并、加工、散售、损耗); 由触发器随 lot_move 累加';
comment on column trace.lot.labels is '已赋码的单元数; 由触发器随 label_run 累加';
comment on constraint mass_balance on trace.lot is '物料平衡: 转出与赋码之和不超过批次数量, 并发时也由数据库守住';
comment on column trace.lot.version is '来历的版本: 本批次或其来源批次的记录、照片、监管一有变化就加一, 扫码页据此知道要不要重画';
comment on column trace.lot.national_code is '国家农产品追溯平台的追溯码 (外部编号)';
create index lot_party on trace.lot (etown, party);
create index lot_season on trace.lot (etown, season);

create table trace.lot_move (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  from_lot bigint not null,
  to_lot bigint,
  why text not null check (why in ('split', 'merge', 'transform', 'sale', 'loss')),
  quantity numeric(14, 3) not null check (quantity > 0),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, from_lot) references trace.lot (etown, id),
  foreign key (etown, to_lot) references trace.lot (etown, id),
  constraint nothing_from_later check (from_lot < to_lot),
  constraint goes_somewhere check ((to_lot is null) = (why in ('sale', 'loss')))
);
comment on table trace.lot_move is '批次流转: 从哪个批次转出多少到哪个批次; 批次号只增, 故不会成环';
create index lot_move_from on trace.lot_move (etown, from_lot);
create index lot_move_to on trace.lot_move (etown, to_lot);

create table trace.label_run (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  lot bigint not null,
  quantity int not null check (quantity between 1 and 100000),
  job bigint,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id)
);
comment on table trace.label_run is '赋码: 给一个批次发多少枚追溯码';
create index label_run_lot on trace.label_run (etown, lot);

-- The lot's row is locked by its own update, so two at a time wait for each other and the second meets what the first took.
create function trace.draw_from_lot() returns trigger
  language plpgsql security definer set search_path = pg_catalog, trace as $$
begin
  if tg_table_name = 'lot_move' then
    update trace.lot set drawn = drawn + new.quantity where etown = new.etown and id = new.from_lot and state = 'open';
  else
    update trace.lot set labels = labels + new.quantity where etown = new.etown and id = new.lot and state = 'open';
  end if;
  if not found then raise exception '批次已冻结或召回: lot not open' using errcode = 'object_not_in_prerequisite_state'; end if;
  return null;
end $$;
create trigger draw_from_lot after insert on trace.lot_move for each row execute function trace.draw_from_lot();
create trigger draw_from_lot after insert on trace.label_run for each row execute function trace.draw_from_lot();

-- What went in must cover what came out: exactly for split and merge, by the declared yield for processing.
create function trace.inputs_cover_lot() returns trigger language plpgsql as $$
declare
  given numeric;
begin
  if new.origin in ('harvest', 'purchase') then return null; end if;
  select coalesce(sum(m.quantity), 0) into given from trace.lot_move m where m.etown = new.etown and m.to_lot = new.id;
  if (new.origin = 'transform' and new.quantity > given * new.yield) or (new.origin <> 'transform' and new.quantity <> given) then
    raise exception '投入与产出不平衡: lot % holds %, was given %', new.id, new.quantity, given using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger inputs_cover_lot after insert on trace.lot deferrable initially deferred
  for each row execute function trace.inputs_cover_lot();

create table trace.serial (
  etown int not null references platform.etown (id),
  run bigint not null,
  n int not null check (n >= 1),
  lot bigint not null,
  serial text not null check (serial ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  issued_at timestamptz not null default now(),
  primary key (etown, run, n),
  unique (etown, serial),
  foreign key (etown, run) references trace.label_run (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id)
);
comment on table trace.serial is '追溯码序列号: 50 位随机数, 猜不出也数不出产量';

create table trace.step (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('planting', 'tending', 'input', 'harvest', 'grading', 'processing', 'packing', 'storage', 'transport', 'sale')),
  party bigint not null,
  season bigint,
  lot bigint,
  occurred_at timestamptz not null,
  facts jsonb not null default '{}',
  event text,
  corrects bigint,
  source text not null check (source in ('desk', 'phone', 'device', 'third-party')),
  entered_by text not null,
  entered_at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, party) references party.party (etown, id),
  foreign key (etown, season) references trace.season (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id),
  foreign key (etown, corrects) references trace.step (etown, id),
  constraint about_something check (season is not null or lot is not null),
  constraint not_yet_happened check (occurred_at <= entered_at + interval '5 minutes'),
  constraint corrects_earlier check (corrects < id)
);
comment on table trace.step is '环节记录: 种植、用药施肥、采收、分级、加工、包装、贮存、运输、销售; 只增不改, 写错另记一条更正';
comment on column trace.step.facts is '该环节要填的各栏, 见 contract/steps.ts';
comment on column trace.step.event is '对应的 EPCIS 事件编号';
comment on column trace.step.source is '怎么录入的: desk 桌面, phone 手机, device 设备自动, third-party 第三方';
create index step_season on trace.step (etown, season, occurred_at);
create index step_lot on trace.step (etown, lot, occurred_at);

create table trace.step_photo (
  etown int not null references platform.etown (id),
  step bigint not null,
  sha256 text not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, step, sha256),
  foreign key (etown, step) references trace.step (etown, id),
  foreign key (etown, sha256) references platform.evidence (etown, sha256)
);
comment on table trace.step_photo is '环节照片';

create table trace.supervision (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  lot bigint not null,
  kind text not null check (kind in ('visit', 'sample', 'finding', 'freeze', 'release', 'recall')),
  said text not null check (length(said) between 4 and 500),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id)
);
comment on table trace.supervision is '监管记录: 巡查、抽样、发现的问题、冻结、解除、召回; 冻结与召回立即改变批次状态';
create index supervision_lot on trace.supervision (etown, lot);

-- Whatever changes the story of a lot changes that of everything made of it, so that a page is drawn anew exactly when it
-- must be and nobody has to walk back on every scan. Rows are locked in the order of their ids.
create function trace.touch_lots(town int, lots bigint[]) returns void
  language plpgsql security definer set search_path = pg_catalog, trace as $$
begin
  with recursive down as (
    select unnest(lots) as id
    union
    select m.to_lot from down join trace.lot_move m on m.etown = town and m.from_lot = down.id and m.to_lot is not null
  ), held as (
    select l.id from trace.lot l where l.etown = town and l.id in (select id from down) order by l.id for update
  )
  update trace.lot set version = version + 1 where etown = town and id in (select id from held);
end $$;
revoke all on function trace.touch_lots(int, bigint[]) from public;

create function trace.story_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, trace as $$
declare
  told trace.step;
begin
  if tg_table_name = 'step' then
    told := new;
  else
    select * into strict told from trace.step where etown = new.etown and id = new.step;
  end if;
  perform trace.touch_lots(new.etown, case when told.lot is not null then array[told.lot]
    else array(select id from trace.lot where etown = told.etown and season = told.season) end);
  return null;
end $$;
create trigger story_changed after insert on trace.step for each row execute function trace.story_changed();
create trigger story_changed after insert on trace.step_photo for each row execute function trace.story_changed();

create function trace.supervise_lot() returns trigger
  language plpgsql security definer set search_path = pg_catalog, trace as $$
begin
  update trace.lot set state = case new.kind when 'freeze' then 'frozen' when 'release' then 'open' when 'recall' then 'recalled' else state end
    where etown = new.etown and id = new.lot and (state <> 'recalled' or new.kind in ('visit', 'sample', 'finding'));
  if not found then raise exception '已召回的批次不能再冻结或解除: recalled for good' using errcode = 'object_not_in_prerequisite_state'; end if;
  perform trace.touch_lots(new.etown, array[new.lot]);
  return null;
end $$;
create trigger supervise_lot after insert on trace.supervision for each row execute function trace.supervise_lot();

create table trace.scan (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  serial text not null,
  at timestamptz not null default now(),
  device bytea not null check (length(device) = 8),
  lon numeric(5, 1),
  lat numeric(4, 1),
  primary key (etown, id),
  foreign key (etown, serial) references trace.serial (etown, serial),
  check ((lon is null) = (lat is null))
);
comment on table trace.scan is '扫码: 何时、哪台设备 (加盐摘要, 不可还原)、约 10 公里精度的位置 (本人同意才有)';
create index scan_serial on trace.scan (etown, serial, at);

create table trace.scan_sum (
  etown int not null references platform.etown (id),
  serial text not null,
  scans int not null,
  devices int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (etown, serial),
  foreign key (etown, serial) references trace.serial (etown, serial)
);
comment on table trace.scan_sum is '扫码次数: 随每次扫码累加, 不必每次去数';

create schema trace_pub;
comment on schema trace_pub is '溯源对统计公布的视图';

create view trace_pub.batch_flow with (security_invoker = true) as
  select l.etown, l.id as lot, l.code as out_batch, i.code as in_batch, l.origin, m.quantity as quantity_in, t.unit, l.quantity as quantity_out,
         l.made_on, t.name as product, t.gtin, l.party, i.party as source_party, l.national_code
  from trace.lot l join trace.trade_item t on t.etown = l.etown and t.id = l.item
  left join trace.lot_move m on m.etown = l.etown and m.to_lot = l.id
  left join trace.lot i on i.etown = m.etown and i.id = m.from_lot;
comment on view trace_pub.batch_flow is '上一环与下一环 (NY/T 4712-2025): 入库批次 in_batch, 出库批次 out_batch';

do $$
declare t text;
begin
  foreach t in array array['trade_item', 'season', 'lot_move', 'serial', 'step', 'step_photo', 'supervision', 'scan'] loop
    execute format('create trigger append_only before update or delete on trace.%I for each row execute function platform.refuse_change()', t);
    execute format('create trigger append_only_whole before truncate on trace.%I for each statement execute function platform.refuse_change()', t);
  end loop;
  foreach t in array array['trade_item', 'season', 'lot', 'lot_move', 'label_run', 'serial', 'step', 'step_photo', 'supervision', 'scan', 'scan_sum'] loop
    execute format('alter table trace.%I enable row level security', t);
    execute format('alter table trace.%I force row level security', t);
    execute format('create policy one_etown on trace.%I using (etown = platform.this_etown()) with check (etown = platform.this_etown())', t);
    execute format('grant select, insert on trace.%I to ezhen_app', t);
  end loop;
end $$;

grant usage on schema trace_pub to ezhen_app;
grant select on trace.gtin_home, trace_pub.batch_flow to ezhen_app;
grant update (job) on trace.label_run to ezhen_app;
grant update on trace.scan_sum to ezhen_app;
