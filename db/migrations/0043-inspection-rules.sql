-- 0043 inspection: the registry the rules are read from, and every rule of tasks, samples, readings, holds and laboratory results
-- that so far only the program held. Certificates: 0044.
-- Lock cost: none worth a word, small tables are scanned once for two new checks.

-- Entries as in src/modules/inspection/data/*.yaml, where their sources stand; a test compares the two. The application reads them
-- only: a new standard, or a method a county registers, is a new row by a migration.
create table inspection.method (
  code text primary key check (length(code) between 2 and 40),
  kind text not null check (kind in ('enzyme', 'strip', 'confirmatory')),
  from_day date not null,
  until_day date,
  limit_percent numeric(6, 3),
  blank_least numeric(7, 4),
  retests int not null check (retests between 0 and 5),
  sees text[] not null default '{}',
  items text[] not null default '{}',
  matrices text[] not null,
  extended text[] not null default '{}',
  refuses text[] not null default '{}',
  excepted text[] not null default '{}',
  check (from_day < until_day),
  check ((kind = 'confirmatory') = (limit_percent is null))
);
comment on table inspection.method is '检测方法登记: 数据库按它复核限值、复检次数与适用品类; 应用只读';
comment on column inspection.method.excepted is '方法不适用的品类';

create table inspection.food (
  code text primary key,
  matrix text not null check (matrix in ('vegetable', 'fruit', 'honey', 'meat'))
);
comment on table inspection.food is '样品品类所属基质';

create table inspection.pesticide (
  name text primary key,
  class text not null
);
comment on table inspection.pesticide is '农药通用名与类别: 用药记录里的药属于哪一类';

create table inspection.template (
  code text primary key,
  from_day date not null,
  until_day date,
  bases text[] not null,
  check (from_day < until_day)
);
comment on table inspection.template is '合格证样式的起止日与可勾的承诺依据; 措辞见 data/templates.yaml';
grant select on inspection.method, inspection.food, inspection.pesticide, inspection.template to ezhen_app;

insert into inspection.method (code, kind, from_day, limit_percent, blank_least, retests, sees, items, matrices, extended, refuses, excepted) values
  ('GB/T 5009.199-2003', 'enzyme', '2004-01-01', 50, 0.3, 2, '{organophosphorus,carbamate}', '{}', '{vegetable}', '{fruit}', '{honey,meat}', '{}'),
  ('NY/T 448-2001', 'enzyme', '2001-10-01', 70, 0.3, 2, '{organophosphorus,carbamate}', '{}', '{vegetable}', '{}', '{fruit,honey,meat}',
    '{leek,carrot,water-bamboo}'),
  ('KJ 201710', 'strip', '2017-12-01', 50, 0.3, 2, '{}', '{敌百虫,丙溴磷,灭多威,克百威,敌敌畏}', '{vegetable}', '{}', '{fruit,honey,meat}', '{}'),
  ('NY/T 761-2008', 'confirmatory', '2008-04-30', null, null, 0, '{}', '{}', '{vegetable,fruit}', '{}', '{honey,meat}', '{}'),
  ('GB 23200.113-2018', 'confirmatory', '2018-12-21', null, null, 0, '{}', '{}', '{vegetable,fruit}', '{}', '{honey,meat}', '{}'),
  ('GB/T 18932.19-2003', 'confirmatory', '2003-07-01', null, null, 0, '{}', '{}', '{honey}', '{}', '{vegetable,fruit,meat}', '{}'),
  ('GB 31658.22-2022', 'confirmatory', '2023-02-01', null, null, 0, '{}', '{}', '{meat}', '{}', '{vegetable,fruit,honey}', '{}');
insert into inspection.food (code, matrix) values
  ('apple', 'fruit'), ('pear', 'fruit'), ('watermelon', 'fruit'), ('honey', 'honey'), ('goat', 'meat'), ('tomato', 'vegetable'),
  ('cucumber', 'vegetable'), ('cabbage', 'vegetable'), ('leek', 'vegetable'), ('scallion', 'vegetable'), ('celery', 'vegetable'),
  ('radish', 'vegetable'), ('carrot', 'vegetable'), ('water-bamboo', 'vegetable'), ('mushroom', 'vegetable');
insert into inspection.pesticide (class, name)
  select class, unnest(names) from (values
    ('organophosphorus', '{敌敌畏,敌百虫,辛硫磷,毒死蜱,乐果,氧乐果,马拉硫磷,对硫磷,甲胺磷,乙酰甲胺磷,甲基异柳磷,丙溴磷,三唑磷,杀扑磷,二嗪磷,杀螟硫磷,亚胺硫磷}'::text[]),
    ('carbamate', '{克百威,灭多威,丁硫克百威,甲萘威,抗蚜威,涕灭威,异丙威,仲丁威}'),
    ('pyrethroid', '{氯氰菊酯,高效氯氰菊酯,氯氟氰菊酯,高效氯氟氰菊酯,溴氰菊酯,甲氰菊酯,氰戊菊酯,联苯菊酯,氟胺氰菊酯}'),
    ('neonicotinoid', '{吡虫啉,啶虫脒,噻虫嗪,噻虫胺,呋虫胺,烯啶虫胺}'),
    ('fungicide', '{多菌灵,甲基硫菌灵,代森锰锌,戊唑醇,苯醚甲环唑,吡唑醚菌酯,百菌清,三唑酮,腈菌唑,氟硅唑,喹啉铜,嘧菌酯,波尔多液}'),
    ('acaricide', '{哒螨灵,螺螨酯,四螨嗪,炔螨特,双甲脒,阿维菌素}'),
    ('botanical', '{苦参碱,印楝素,鱼藤酮,除虫菊素}'),
    ('herbicide', '{草甘膦,草铵膦,敌草快}')) as listed (class, names);
insert into inspection.template (code, from_day, until_day, bases) values
  ('2025-4', '2026-02-01', null, '{control,self-test,commissioned}'),
  ('2021-16', '2021-11-01', '2026-05-01', '{control,self-test,commissioned,own-word}');

create function inspection.fit(method_code text, food_code text) returns text
  language sql stable set search_path = pg_catalog, inspection as $$
  select case
    when f.matrix = any(m.refuses) or f.code = any(m.excepted) then 'refused'
    when f.matrix = any(m.matrices) then 'own'
    when f.matrix = any(m.extended) then 'extended'
    else 'refused' end
  from inspection.method m, inspection.food f where m.code = method_code and f.code = food_code
$$;
comment on function inspection.fit(text, text) is '方法对品类: own 适用, extended 扩展基质, refused 没有意义; 未登记为空';

create function inspection.task_makes_sense() returns trigger language plpgsql as $$
begin
  if coalesce(inspection.fit(new.method, new.food), 'refused') = 'refused' then
    raise exception '该方法对该品类没有意义: method means nothing' using errcode = 'check_violation';
  end if;
  if not exists (select from inspection.method m where m.code = new.method and m.from_day <= (new.at at time zone 'Asia/Shanghai')::date
    and (m.until_day is null or (new.at at time zone 'Asia/Shanghai')::date < m.until_day)) then
    raise exception '该方法当日不在施行: method not in force' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger task_makes_sense before insert on inspection.task for each row execute function inspection.task_makes_sense();

-- How often a positive is tested again is the method's word, and a sample is of the lot its task names.
create function inspection.sample_of_its_task() returns trigger language plpgsql as $$
begin
  if not exists (select from inspection.task t join inspection.method m on m.code = t.method
    where t.etown = new.etown and t.id = new.task and t.lot = new.lot and t.food = new.food and t.method = new.method
      and new.retests = m.retests) then
    raise exception '样品与任务不符: not of its task' using errcode = 'check_violation';
  end if;
  if new.taken_at > new.at + interval '5 minutes' then
    raise exception '抽样时间晚于录入: not taken yet' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger sample_of_its_task before insert on inspection.sample for each row execute function inspection.sample_of_its_task();

-- A row a calibration.
-- squawk-ignore require-concurrent-index-creation
create index calibration_instrument on inspection.calibration (etown, instrument, on_day);

-- A reading is of a rapid method with that method's own limit, by an instrument calibrated and a reagent in date that day; what a
-- device read is what its line says.
-- Asked once a statement, of all its rows: ten thousand lines come at once.
create function inspection.runs_are_sound() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select case
    when m.kind is null or m.kind = 'confirmatory' then '该样品不做快速检测: not a rapid method'
    when n.limit_percent <> m.limit_percent or n.blank_least <> coalesce(m.blank_least, 0) then '限值不是该方法的: not the limit of the method'
    when n.measured_on > (n.at at time zone 'Asia/Shanghai')::date then '测定日期晚于录入: not measured yet'
    when n.line is not null and (d.id is null or d.trouble is not null or d.bound is distinct from n.bound
      or (d.instrument, d.value, d.read_at) is distinct from (n.instrument, n.value, n.measured_at)) then '测定与仪器行不符: not what the line says'
    when n.line is null and n.value is not null then '只有抑制率的读数须来自仪器行: no line'
    when n.line is null and n.measured_at < s.taken_at then '测定早于抽样: before sampling'
    when n.line is null and m.kind = 'enzyme' and (n.instrument is null or n.reagent is null) then '酶抑制率法须写明仪器与试剂: no instrument'
    when n.instrument is not null and not exists (select from inspection.calibration c where c.etown = n.etown and c.instrument = n.instrument
      and c.on_day <= n.measured_on and n.measured_on < c.until) then '仪器当日不在检定有效期内: not calibrated'
    when g.expires_on < n.measured_on then '试剂已过期: reagent expired'
  end into wrong
  from (select f.*, (f.measured_at at time zone 'Asia/Shanghai')::date as measured_on from fresh f) n
  join inspection.sample s on s.etown = n.etown and s.id = n.sample
  left join inspection.method m on m.code = s.method
  left join inspection.device_line d on d.etown = n.etown and d.id = n.line
  left join inspection.reagent g on g.etown = n.etown and g.id = n.reagent
  order by 1 limit 1;
  if wrong is not null then raise exception '%', wrong using errcode = 'check_violation'; end if;
  return null;
end $$;
create trigger runs_are_sound after insert on inspection.run referencing new table as fresh
  for each statement execute function inspection.runs_are_sound();

-- Known by its bytes means by nothing else. Of a line beyond 4096 bytes the head is kept.
-- squawk-ignore constraint-missing-not-valid
alter table inspection.device_line add constraint known_by_its_bytes check (length(raw) = 4096 or digest = sha256(raw));

-- A value without a number is one below quantification; `passes` is never left open.
-- squawk-ignore constraint-missing-not-valid
alter table inspection.lab_item add constraint found_or_below check (below = (found is null));
-- squawk-ignore constraint-missing-not-valid
alter table inspection.lab_item add constraint passes_follows check (passes = (below or coalesce(found <= most, false)));

create function inspection.lab_is_sound() returns trigger language plpgsql as $$
declare
  s inspection.sample;
begin
  select * into strict s from inspection.sample where etown = new.etown and id = new.sample;
  if not exists (select from inspection.method m where m.code = new.method and m.kind = 'confirmatory')
    or coalesce(inspection.fit(new.method, s.food), 'refused') = 'refused' then
    raise exception '确证不得用快速检测或不适用的方法: not confirmatory' using errcode = 'check_violation';
  end if;
  if s.state = 'drawn' and exists (select from inspection.method m where m.code = s.method and m.kind <> 'confirmatory') then
    raise exception '先做快速检测: rapid test waits' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;
create trigger lab_is_sound before insert on inspection.lab_result for each row execute function inspection.lab_is_sound();

create function inspection.lab_adds_up() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
begin
  if (select bool_and(i.passes) from inspection.lab_item i where i.etown = new.etown and i.result = new.id) is distinct from new.passes then
    raise exception '结论与各项目不符: does not add up' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger lab_adds_up after insert on inspection.lab_result deferrable initially deferred
  for each row execute function inspection.lab_adds_up();
-- An item added later would change what was concluded, and what a certificate may rest on: items come with their result or never.
create function inspection.lab_is_complete() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
begin
  if not exists (select from inspection.lab_result r where r.etown = new.etown and r.id = new.result and r.xmin = pg_current_xact_id()::xid) then
    raise exception '报告的项目不能后补: result is closed' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return null;
end $$;
create trigger lab_is_complete after insert on inspection.lab_item for each row execute function inspection.lab_is_complete();

-- A positive keeps its lot closed, and all that was made of it, until a laboratory cleared it: at every commit, whoever writes.
create or replace function inspection.positive_is_held() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  now_state text;
begin
  select state into now_state from inspection.sample where etown = new.etown and id = new.id;
  if now_state in ('locked', 'failed', 'disputed', 'condemned') and exists (
    with recursive down as (
      select new.lot as id
      union
      select m.to_lot from down join trace.lot_move m on m.etown = new.etown and m.from_lot = down.id and m.to_lot is not null
    ) select from down where not exists (
      select from trace.hold h where h.etown = new.etown and h.lot = down.id and h.holder = 'inspection.sample/' || new.id
        and not exists (select from trace.hold_end e where e.etown = new.etown and e.hold = h.id))) then
    raise exception '阳性批次没有扣留: positive not held' using errcode = 'check_violation';
  end if;
  return null;
end $$;

create function inspection.hold_ends_with_result() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  held_for text;
begin
  select h.holder into held_for from trace.hold h where h.etown = new.etown and h.id = new.hold;
  if held_for like 'inspection.sample/%' and not exists (select from inspection.sample s where s.etown = new.etown
    and s.id = split_part(held_for, '/', 2)::bigint and s.state = 'cleared') then
    raise exception '实验室确证合格之前不能结束扣留: not cleared' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;
create trigger hold_ends_with_result before insert on trace.hold_end for each row execute function inspection.hold_ends_with_result();

-- A device writes its operator's name, not an account.
create function inspection.reviewed_by_another() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
begin
  if exists (select from inspection.run r join identity.account a on a.name = r.operator
    where r.etown = new.etown and r.sample = new.sample and a.id::text = new."by") then
    raise exception '检测人不能复核自己: same person' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger reviewed_by_another before insert on inspection.review for each row execute function inspection.reviewed_by_another();

create function inspection.seen_once() returns trigger language plpgsql as $$
begin
  if old.seen_at is not null then
    raise exception '告警已签收: seen already' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger seen_once before update on inspection.alert for each row execute function inspection.seen_once();
