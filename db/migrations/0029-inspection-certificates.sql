-- 0029 inspection: certificates, limits, and every rule the database holds of a sample. Lock cost: none, all is new.

create table inspection.certificate (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  number text not null check (number ~ '^C[2-9A-HJ-NP-Z]{12}$'),
  style text not null check (style in ('producer', 'buyer')),
  template text not null,
  party bigint not null,
  lot bigint,
  sample bigint,
  product text not null check (length(product) between 1 and 60),
  listed boolean not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  unit text not null check (unit in ('kg', 'piece', 'litre')),
  boxes int not null check (boxes between 1 and 10000),
  origin text not null check (length(origin) between 2 and 80),
  subject text not null check (length(subject) between 2 and 80),
  subject_code text,
  contact bytea not null,
  bases text[] not null check (cardinality(bases) >= 1),
  issued_on date not null,
  retained_until date not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, number),
  foreign key (etown, party) references party.party (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id),
  foreign key (etown, sample) references inspection.sample (etown, id),
  constraint kept_long_enough check (retained_until >= issued_on + 730),
  constraint producer_has_lot check (style = 'buyer' or lot is not null)
);
comment on table inspection.certificate is '承诺达标合格证: 由生产经营者自己开具并负责; 开具时的主体信息原样留存';
comment on column inspection.certificate.contact is '联系方式, 加密; 公开页不显示农户电话';
comment on column inspection.certificate.boxes is '一箱一证: 开几张';
comment on column inspection.certificate.listed is '产品是否在须开具的目录内 (2025 年第 4 号令 第三条)';
create index certificate_lot on inspection.certificate (etown, lot);
create index certificate_party on inspection.certificate (etown, party);

create table inspection.certificate_void (
  etown int not null references platform.etown (id),
  certificate bigint not null,
  why text not null check (length(why) between 4 and 200),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, certificate),
  foreign key (etown, certificate) references inspection.certificate (etown, id)
);
comment on table inspection.certificate_void is '作废: 须有理由, 编号仍可查, 显示已作废';

create table inspection.incoming (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  party bigint not null,
  source text not null check (source in ('own', 'foreign')),
  number text not null check (length(number) between 2 and 60),
  certificate bigint,
  product text not null check (length(product) between 1 and 60),
  quantity numeric(14, 3) not null check (quantity > 0),
  unit text not null check (unit in ('kg', 'piece', 'litre')),
  issuer text not null check (length(issuer) between 2 and 80),
  issued_on date not null,
  sha256 text,
  collected_on date not null,
  retained_until date not null,
  used numeric(14, 3) not null default 0 check (used >= 0),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, party, source, number),
  foreign key (etown, party) references party.party (etown, id),
  foreign key (etown, certificate) references inspection.certificate (etown, id),
  foreign key (etown, sha256) references platform.evidence (etown, sha256),
  constraint kept_long_enough check (retained_until >= collected_on + 730),
  constraint shown_by_something check (case source when 'own' then certificate is not null else sha256 is not null end),
  constraint not_more_than_collected check (used <= quantity)
);
comment on table inspection.incoming is '收取的合格证: 本系统的扫码核验, 其他平台的拍照留存';
comment on column inspection.incoming.used is '已转开的数量; 由触发器累加, 不超过收取的数量';

create table inspection.incoming_use (
  etown int not null references platform.etown (id),
  certificate bigint not null,
  incoming bigint not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  primary key (etown, certificate, incoming),
  foreign key (etown, certificate) references inspection.certificate (etown, id),
  foreign key (etown, incoming) references inspection.incoming (etown, id)
);
comment on table inspection.incoming_use is '转开: 收购者的合格证用了哪几张上游合格证、各多少';

create table inspection.limit_row (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  pesticide text not null,
  node text[] not null,
  except_foods text[] not null default '{}',
  most text not null check (most ~ '^[0-9]{1,4}([.][0-9]{1,5})?$'),
  version text not null,
  from_day date not null,
  until_day date,
  source text not null,
  sha256 text not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, pesticide, node, version),
  foreign key (etown, sha256) references platform.evidence (etown, sha256)
);
comment on table inspection.limit_row is '导入的 GB 2763 限量 (mg/kg)';

-- What a set of readings makes of a sample, whatever order they came in; the table of domain/sample-states.ts.
create function inspection.move_sample() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  s inspection.sample;
  valid int;
  positives int;
  next text;
begin
  select * into strict s from inspection.sample where etown = new.etown and id = new.sample for update;
  if tg_table_name = 'run' then
    -- `by` is a word of PL/pgSQL itself, so it stands in quotes.
    if new.operator = s.taken_by or new."by" = s.taken_by then
      raise exception '抽样人不能检自己抽的样: not blind' using errcode = 'check_violation';
    end if;
    if s.state not in ('drawn', 'to-review', 'passed', 'locked') then
      raise exception '样品已锁定, 不再收读数: sample is locked' using errcode = 'object_not_in_prerequisite_state';
    end if;
    select count(*), count(*) filter (where verdict = 'positive') into valid, positives
      from inspection.run where etown = s.etown and sample = s.id and verdict <> 'invalid';
    if valid > s.retests + 1 then
      raise exception '读数已够: enough readings' using errcode = 'object_not_in_prerequisite_state';
    end if;
    next := case
      when positives = 0 then case when valid = 0 then 'drawn' when s.state = 'passed' then 'passed' else 'to-review' end
      when valid < s.retests + 1 then 'locked'
      when positives = valid then 'failed'
      else 'disputed' end;
  elsif tg_table_name = 'lab_result' then
    if s.state not in ('drawn', 'failed', 'disputed', 'locked') then
      raise exception '样品不在待确证状态: not for the laboratory' using errcode = 'object_not_in_prerequisite_state';
    end if;
    next := case when not new.passes then 'condemned' when s.state = 'drawn' then 'to-review' else 'cleared' end;
  else
    if s.state <> 'to-review' then
      raise exception '样品不在待复核状态: nothing to review' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if exists (select from inspection.run where etown = s.etown and sample = s.id and (by = new."by" or operator = new."by"))
      or exists (select from inspection.lab_result where etown = s.etown and sample = s.id and by = new."by") then
      raise exception '检测人不能复核自己: same person' using errcode = 'check_violation';
    end if;
    if new.decision = 'confirmed' and exists (select from inspection.run r where r.etown = s.etown and r.sample = s.id and r.value is not null
      and r.verdict = 'negative' and not exists (select from inspection.blank b where b.etown = r.etown and b.instrument = r.instrument and b.valid
        and (b.measured_at at time zone 'Asia/Shanghai')::date = (r.measured_at at time zone 'Asia/Shanghai')::date)) then
      raise exception '当日没有合格的空白对照: no valid blank' using errcode = 'object_not_in_prerequisite_state';
    end if;
    next := case new.decision when 'confirmed' then 'passed' else 'withdrawn' end;
  end if;
  update inspection.sample set state = next where etown = s.etown and id = s.id;
  if next in ('locked', 'failed', 'disputed', 'condemned') then
    insert into inspection.alert (etown, sample) values (s.etown, s.id) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger move_sample after insert on inspection.run for each row execute function inspection.move_sample();
create trigger move_sample after insert on inspection.lab_result for each row execute function inspection.move_sample();
create trigger move_sample after insert on inspection.review for each row execute function inspection.move_sample();

-- At the commit: no positive without its hold, no label without its verdict.
create function inspection.positive_is_held() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  now_state text;
begin
  select state into now_state from inspection.sample where etown = new.etown and id = new.id;
  if now_state in ('locked', 'failed', 'disputed', 'condemned') and not exists (
    select from trace.hold h where h.etown = new.etown and h.lot = new.lot and h.holder = 'inspection.sample/' || new.id
      and not exists (select from trace.hold_end e where e.etown = new.etown and e.hold = h.id)) then
    raise exception '阳性批次没有扣留: positive not held' using errcode = 'check_violation';
  end if;
  return null;
end $$;
-- Positives only: a delivery of ten thousand negatives pays nothing for it.
create constraint trigger positive_is_held after update on inspection.sample deferrable initially deferred
  for each row when (new.state in ('locked', 'failed', 'disputed', 'condemned')) execute function inspection.positive_is_held();

create function inspection.label_needs_verdict() returns trigger language plpgsql as $$
begin
  if not exists (select from inspection.sample where etown = new.etown and id = new.sample and state = 'passed') then
    raise exception '没有通过的结果, 不出标签: no verdict' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;
create trigger label_needs_verdict before insert on inspection.test_label for each row execute function inspection.label_needs_verdict();

create function inspection.ask_in_time() returns trigger language plpgsql as $$
declare
  heard timestamptz;
begin
  select told_at into strict heard from inspection.told where etown = new.etown and sample = new.sample;
  if new.asked_at < heard or new.asked_at > heard + interval '4 hours' then
    raise exception '超过 4 小时复检时限: too late' using errcode = 'check_violation';
  end if;
  if not exists (select from inspection.sample s join inspection.task t on t.etown = s.etown and t.id = s.task
    where s.etown = new.etown and s.id = new.sample and t.purpose = 'supervision' and s.state in ('locked', 'failed', 'disputed')) then
    raise exception '只有监督抽检的阳性可以申请复检: not for this' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;
create trigger ask_in_time before insert on inspection.reinspection for each row execute function inspection.ask_in_time();

create function inspection.certificate_holds() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  lot_state text;
  lot_quantity numeric;
  issued numeric;
begin
  if new.lot is null then return new; end if;
  select state, quantity into strict lot_state, lot_quantity from trace.lot where etown = new.etown and id = new.lot for update;
  if lot_state <> 'open' then
    raise exception '批次已冻结或召回, 不能开合格证: lot not open' using errcode = 'object_not_in_prerequisite_state';
  end if;
  if new.sample is not null and not exists (select from inspection.sample where etown = new.etown and id = new.sample and state = 'passed') then
    raise exception '所附检测未通过: test not passed' using errcode = 'object_not_in_prerequisite_state';
  end if;
  select coalesce(sum(c.quantity), 0) into issued from inspection.certificate c where c.etown = new.etown and c.lot = new.lot
    and not exists (select from inspection.certificate_void v where v.etown = c.etown and v.certificate = c.id);
  if issued + new.quantity > lot_quantity then
    raise exception '开具数量超过批次数量: more than the lot' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger certificate_holds before insert on inspection.certificate for each row execute function inspection.certificate_holds();

create function inspection.use_incoming() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  c inspection.certificate;
begin
  select * into strict c from inspection.certificate where etown = new.etown and id = new.certificate;
  update inspection.incoming set used = used + new.quantity
    where etown = new.etown and id = new.incoming and party = c.party and unit = c.unit;
  if not found then raise exception '上游合格证不属于该主体或单位不同: not theirs' using errcode = 'check_violation'; end if;
  return null;
end $$;
create trigger use_incoming after insert on inspection.incoming_use for each row execute function inspection.use_incoming();

-- Voiding a buyer's certificate gives back what it used, exactly once: a voiding is one row for ever.
create function inspection.give_back() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
begin
  update inspection.incoming i set used = i.used - u.quantity from inspection.incoming_use u
    where u.etown = new.etown and u.certificate = new.certificate and i.etown = u.etown and i.id = u.incoming;
  return null;
end $$;
create trigger give_back after insert on inspection.certificate_void for each row execute function inspection.give_back();

create function inspection.buyer_collected() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  taken numeric;
begin
  if new.style <> 'buyer' then return null; end if;
  select coalesce(sum(quantity), 0) into taken from inspection.incoming_use where etown = new.etown and certificate = new.id;
  if taken <> new.quantity then
    raise exception '收购者的合格证须有等量的上游合格证: nothing collected' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger buyer_collected after insert on inspection.certificate deferrable initially deferred
  for each row execute function inspection.buyer_collected();

select platform.guard_tables('inspection',
  only_appended => array['calibration', 'reagent', 'blank', 'plan', 'task', 'device_line', 'run', 'lab_result', 'lab_item', 'review',
    'test_label', 'told', 'reinspection', 'certificate', 'certificate_void', 'incoming_use', 'limit_row'],
  changing => array['instrument', 'sample', 'alert', 'incoming']);
grant select, insert, update (machine, retired_at) on inspection.instrument to ezhen_app;
-- What triggers reckon, nobody writes.
grant select, insert (etown, task, lot, food, method, retests, code, taken_at, taken_by, taken_where, at) on inspection.sample to ezhen_app;
grant select, insert (etown, party, source, number, certificate, product, quantity, unit, issuer, issued_on, sha256, collected_on, retained_until, by, at)
  on inspection.incoming to ezhen_app;
grant select, update (seen_by, seen_at) on inspection.alert to ezhen_app;

create schema inspection_pub;
comment on schema inspection_pub is '检验对统计公布的视图';
create view inspection_pub.tested with (security_invoker = true) as
  select s.etown, s.id as sample, s.lot, s.food, s.method, t.purpose, s.state, (r.at at time zone 'Asia/Shanghai')::date as reviewed_on,
         (s.taken_at at time zone 'Asia/Shanghai')::date as taken_on
  from inspection.sample s join inspection.task t on t.etown = s.etown and t.id = s.task
  left join inspection.review r on r.etown = s.etown and r.sample = s.id and r.decision = 'confirmed';
comment on view inspection_pub.tested is '检测样品: 一行一个样品, 供月度汇总';
grant usage on schema inspection_pub to ezhen_app;
grant select on inspection_pub.tested to ezhen_app;
