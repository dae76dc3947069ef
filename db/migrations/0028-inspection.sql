-- 0028 inspection: samples, runs, retests, laboratory results, certificates; and holds on lots, which the trace keeps for it.
-- Lock cost: none, the tables are new.

-- A hold keeps a lot closed until whoever placed it ends it: a supervisor's release does not reach over it.
create table trace.hold (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  lot bigint not null,
  holder text not null check (length(holder) between 4 and 60),
  supervision bigint,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, lot, holder),
  foreign key (etown, lot) references trace.lot (etown, id),
  foreign key (etown, supervision) references trace.supervision (etown, id)
);
comment on table trace.hold is '扣留: 上层房间 (检验) 因阳性等扣住一个批次; 结束之前监管也不能解除';
comment on column trace.hold.holder is '谁扣的、为什么, 如 inspection.sample/12';
comment on column trace.hold.supervision is '随扣留写下的冻结记录; 空: 当时已经冻结或召回';

create table trace.hold_end (
  etown int not null references platform.etown (id),
  hold bigint not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, hold),
  foreign key (etown, hold) references trace.hold (etown, id)
);
comment on table trace.hold_end is '扣留的结束';

create function trace.is_held(town int, held bigint) returns boolean
  language sql stable set search_path = pg_catalog, trace as $$
  select exists (select from trace.hold h where h.etown = town and h.lot = held
    and not exists (select from trace.hold_end e where e.etown = town and e.hold = h.id))
$$;
comment on function trace.is_held(int, bigint) is '批次是否有未结束的扣留';

create function trace.held_stays_closed() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'supervision' then
    if new.kind = 'release' and trace.is_held(new.etown, new.lot) then
      raise exception '批次被检验扣留, 不能解除: lot held' using errcode = 'object_not_in_prerequisite_state';
    end if;
  elsif (select state from trace.lot where etown = new.etown and id = new.lot) = 'open' then
    raise exception '扣留的批次必须先冻结: held lot open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger held_stays_closed before insert on trace.supervision for each row execute function trace.held_stays_closed();
create trigger held_stays_closed before insert on trace.hold for each row execute function trace.held_stays_closed();

select platform.guard_tables('trace', only_appended => array['hold', 'hold_end']);

create schema inspection;
comment on schema inspection is '检验: 农残快检、复检、确证、追溯检测标签、承诺达标合格证';

create table inspection.instrument (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 2 and 40),
  model text not null check (length(model) <= 40),
  serial text not null check (length(serial) between 2 and 40),
  machine text check (machine ~ '^machine-[0-9]+$'),
  registered_by text not null,
  registered_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (etown, id),
  unique (etown, serial),
  unique (etown, machine)
);
comment on table inspection.instrument is '检测仪器';
comment on column inspection.instrument.machine is '它的设备密钥 (账号名); 一钥一机';

create table inspection.calibration (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  instrument bigint not null,
  on_day date not null,
  until date not null,
  certificate text not null check (length(certificate) between 2 and 60),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, instrument) references inspection.instrument (etown, id),
  check (on_day < until)
);
comment on table inspection.calibration is '仪器检定校准, until 不含当日';

create table inspection.reagent (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 2 and 40),
  batch text not null check (length(batch) between 1 and 40),
  expires_on date not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, name, batch)
);
comment on table inspection.reagent is '试剂批次, expires_on 为可用的最后一天';

create table inspection.blank (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  instrument bigint not null,
  measured_at timestamptz not null,
  control numeric(7, 4) not null check (control >= 0),
  valid boolean not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, instrument) references inspection.instrument (etown, id)
);
comment on table inspection.blank is '空白对照: 仪器只报抑制率时, 当日须有合格的空白';
create index blank_instrument on inspection.blank (etown, instrument, measured_at);

create table inspection.plan (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 4 and 60),
  food text not null,
  samples int not null check (samples between 1 and 10000),
  from_day date not null,
  until_day date not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  check (from_day < until_day)
);
comment on table inspection.plan is '抽样计划';

create table inspection.task (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  plan bigint,
  lot bigint not null,
  food text not null,
  method text not null,
  purpose text not null check (purpose in ('self', 'commissioned', 'supervision')),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  foreign key (etown, plan) references inspection.plan (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id)
);
comment on table inspection.task is '检测任务: 哪个批次按什么方法检, 自检、委托或监督抽检';
create index task_lot on inspection.task (etown, lot);
create index task_plan on inspection.task (etown, plan);

create table inspection.sample (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  task bigint not null,
  lot bigint not null,
  food text not null,
  method text not null,
  retests int not null check (retests between 0 and 5),
  code text not null check (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
  state text not null default 'drawn' check (state in ('drawn', 'to-review', 'passed', 'locked', 'failed', 'disputed', 'cleared', 'condemned', 'withdrawn')),
  taken_at timestamptz not null,
  taken_by text not null,
  taken_where text not null check (length(taken_where) between 2 and 60),
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, code),
  foreign key (etown, task) references inspection.task (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id)
);
comment on table inspection.sample is '样品: 检测人只见样品码, 不见批次与农户; 状态只由触发器随读数、复核、确证而变';
create index sample_lot on inspection.sample (etown, lot);
create index sample_state on inspection.sample (etown, state);
create index sample_task on inspection.sample (etown, task);

create table inspection.device_line (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  instrument bigint not null,
  digest bytea not null check (length(digest) = 32),
  raw bytea not null check (length(raw) <= 4096),
  via text not null check (via in ('http', 'mqtt', 'file')),
  sample_code text,
  read_at timestamptz,
  value numeric(9, 4),
  bound text check (bound in ('<', '>')),
  said text,
  operator text,
  trouble text check (trouble in ('shape', 'value', 'unit', 'time', 'sample')),
  received_by text not null,
  received_at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, instrument, digest),
  foreign key (etown, instrument) references inspection.instrument (etown, id),
  check (trouble is not null or (sample_code is not null and read_at is not null and value is not null))
);
comment on table inspection.device_line is '仪器行: 原样保存; 同一仪器同一行只收一次, 先后与重复都不影响';
comment on column inspection.device_line.raw is '原始行, 连同填充与尾巴';
comment on column inspection.device_line.said is '仪器自己的判定, 只留存, 不采信';
create index device_line_sample on inspection.device_line (etown, sample_code);

create table inspection.run (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  sample bigint not null,
  instrument bigint,
  reagent bigint,
  line bigint,
  control numeric(7, 4) check (control >= 0),
  change numeric(7, 4),
  value numeric(9, 4),
  bound text check (bound in ('<', '>')),
  limit_percent numeric(6, 3) not null,
  blank_least numeric(7, 4) not null,
  percent text,
  verdict text not null check (verdict in ('negative', 'positive', 'invalid')),
  notes text[] not null default '{}',
  measured_at timestamptz not null,
  operator text not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, line),
  foreign key (etown, sample) references inspection.sample (etown, id),
  foreign key (etown, instrument) references inspection.instrument (etown, id),
  foreign key (etown, reagent) references inspection.reagent (etown, id),
  foreign key (etown, line) references inspection.device_line (etown, id),
  constraint one_reading check ((control is null) = (change is null) and (control is null) <> (value is null)),
  constraint verdict_follows check (verdict = case
    when control < blank_least or control = 0 then 'invalid'
    when control is not null then case when (control - change) * 100 >= limit_percent * control then 'positive' else 'negative' end
    when bound = '<' then case when value <= limit_percent then 'negative' else 'invalid' end
    when bound = '>' then case when value >= limit_percent then 'positive' else 'invalid' end
    when value >= limit_percent then 'positive' else 'negative' end)
);
comment on table inspection.run is '测定: 每次读数一行, 永不删改; 判定由读数与限值算出, 不修约, 等于限值为阳性';
comment on column inspection.run.control is 'ΔA₀ 空白对照吸光度变化';
comment on column inspection.run.change is 'ΔAₜ 样品吸光度变化';
comment on constraint verdict_follows on inspection.run is '判定由数据库按数值复算, 恰为限值即阳性; 空白低于下限无判定';
create index run_sample on inspection.run (etown, sample);

create table inspection.lab_result (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  sample bigint not null,
  laboratory text not null check (length(laboratory) between 4 and 60),
  report_no text not null check (length(report_no) between 2 and 60),
  method text not null,
  kind text not null check (kind = 'confirmatory'),
  reported_on date not null,
  sha256 text not null,
  passes boolean not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, id),
  unique (etown, sample),
  foreign key (etown, sample) references inspection.sample (etown, id),
  foreign key (etown, sha256) references platform.evidence (etown, sha256)
);
comment on table inspection.lab_result is '实验室确证结果, 附报告; 不得用快速检测方法';

create table inspection.lab_item (
  etown int not null references platform.etown (id),
  result bigint not null,
  item text not null check (length(item) between 2 and 40),
  found numeric(12, 5) check (found >= 0),
  below boolean not null,
  most numeric(12, 5),
  passes boolean not null,
  primary key (etown, result, item),
  foreign key (etown, result) references inspection.lab_result (etown, id),
  constraint item_follows check (passes = case when most is null then below else found <= most end)
);
comment on table inspection.lab_item is '确证项目: 检出值 mg/kg; below 低于定量限; most 限量, 空为不得检出';

create table inspection.review (
  etown int not null references platform.etown (id),
  sample bigint not null,
  decision text not null check (decision in ('confirmed', 'withdrawn')),
  said text check (length(said) between 4 and 200),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, sample),
  foreign key (etown, sample) references inspection.sample (etown, id),
  check (decision = 'confirmed' or said is not null)
);
comment on table inspection.review is '复核: 由另一人; 阳性不能由复核抹去';

create table inspection.test_label (
  etown int not null references platform.etown (id),
  sample bigint not null,
  number text not null check (number ~ '^T[2-9A-HJ-NP-Z]{12}$'),
  at timestamptz not null default now(),
  primary key (etown, sample),
  unique (etown, number),
  foreign key (etown, sample) references inspection.sample (etown, id)
);
comment on table inspection.test_label is '检测标签: 只随通过复核的样品, 与复核同一事务';

create table inspection.told (
  etown int not null references platform.etown (id),
  sample bigint not null,
  told_at timestamptz not null,
  how text not null check (length(how) between 2 and 60),
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, sample),
  foreign key (etown, sample) references inspection.sample (etown, id),
  check (told_at <= at + interval '5 minutes')
);
comment on table inspection.told is '告知被检方: 4 小时复检时限自此起算';

create table inspection.reinspection (
  etown int not null references platform.etown (id),
  sample bigint not null,
  asked_at timestamptz not null,
  by text not null,
  at timestamptz not null default now(),
  primary key (etown, sample),
  foreign key (etown, sample) references inspection.told (etown, sample)
);
comment on table inspection.reinspection is '被抽查人申请复检: 收到结果后 4 小时内, 不得用快速方法';

create table inspection.alert (
  etown int not null references platform.etown (id),
  sample bigint not null,
  raised_at timestamptz not null default now(),
  seen_by text,
  seen_at timestamptz,
  primary key (etown, sample),
  foreign key (etown, sample) references inspection.sample (etown, id),
  check ((seen_by is null) = (seen_at is null))
);
comment on table inspection.alert is '阳性告警: 随阳性同一事务产生, 由农业农村部门签收';

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
create constraint trigger positive_is_held after update on inspection.sample deferrable initially deferred
  for each row execute function inspection.positive_is_held();

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
