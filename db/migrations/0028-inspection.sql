-- 0028 inspection: samples, runs, retests, laboratory results; and holds on lots, which the trace keeps for it. Certificates: 0029.
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
