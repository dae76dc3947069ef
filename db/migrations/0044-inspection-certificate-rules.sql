-- 0044 inspection: what stands against a certificate, asked by the database itself; collected certificates conserved over all who
-- collect; what the statistics count.
-- Lock cost: none, functions, triggers and views.

create function inspection.ancestry(town int, made bigint) returns bigint[]
  language sql stable set search_path = pg_catalog, trace as $$
  with recursive up as (
    select made as id
    union
    select m.from_lot from up join trace.lot_move m on m.etown = town and m.to_lot = up.id
  ) select array_agg(id) from up
$$;
comment on function inspection.ancestry(int, bigint) is '批次与做成它的一切批次';

-- Records of growing of lots and of the seasons they came from; what was corrected no longer counts, its correction does.
create function inspection.grown(town int, lots bigint[]) returns setof trace.step
  language sql stable set search_path = pg_catalog, trace as $$
  select s.* from trace.step s
  where s.etown = town and (s.lot = any(lots) or s.season in (select l.season from trace.lot l where l.etown = town and l.id = any(lots)))
    and not exists (select from trace.step c where c.etown = s.etown and c.corrects = s.id)
$$;
comment on function inspection.grown(int, bigint[]) is '这些批次的种养记录, 不含已被更正的';

create function inspection.passed_tests(town int, lots bigint[])
  returns table (sample bigint, kind text, extended boolean, sees text[], items text[])
  language sql stable set search_path = pg_catalog, inspection as $$
  select s.id, m.kind, inspection.fit(m.code, s.food) = 'extended', m.sees,
    m.items || array(select i.item from inspection.lab_item i where i.etown = s.etown and i.result = r.id)
  from inspection.sample s
  left join inspection.lab_result r on r.etown = s.etown and r.sample = s.id
  join inspection.method m on m.code = coalesce(r.method, s.method)
  where s.etown = town and s.lot = any(lots) and s.state in ('passed', 'cleared')
$$;
comment on function inspection.passed_tests(int, bigint[]) is '这些批次通过的检测: 看得见哪类药、哪些项目';

create function inspection.covers(sees text[], items text[], sprayed text) returns boolean
  language sql stable set search_path = pg_catalog, inspection as $$
  select exists (select from unnest(items) i where position(i in sprayed) > 0 or position(sprayed in i) > 0)
    or exists (select from inspection.pesticide p where p.class = any(sees) and position(p.name in sprayed) > 0)
$$;
comment on function inspection.covers(text[], text[], text) is '用什么药、检什么药: 这项检测是否看得见这种药';

-- The same reasons, by the same codes, as domain/certificate-rules.ts gives; a test asks both of the same lots.
create function inspection.reasons_against(town int, made bigint, ticked text[]) returns setof text
  language plpgsql stable security definer set search_path = pg_catalog, inspection as $$
declare
  lots bigint[] := inspection.ancestry(town, made);
  basis text;
begin
  -- It reads as its owner: of no other e-town than the session's.
  if town is distinct from platform.this_etown() then
    raise exception '只答本e镇: not this e-town' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from inspection.sample s where s.etown = town and s.lot = any(lots) and s.state in ('locked', 'failed', 'disputed', 'condemned')) then
    return next 'inspection.open_positive';
  end if;
  return query
    with sprayed as (
      select g.facts ->> 'intervalDays' as days, (g.occurred_at at time zone 'Asia/Shanghai')::date as on_day
      from inspection.grown(town, lots) g where g.kind = 'input' and g.facts ->> 'inputKind' in ('pesticide', 'medicine')
    ), harvested as (
      select (g.occurred_at at time zone 'Asia/Shanghai')::date as on_day from inspection.grown(town, lots) g where g.kind = 'harvest' and g.lot = any(lots)
    )
    select 'inspection.interval_unknown' from sprayed where days is null
    union
    select 'inspection.interval_open' from sprayed s join harvested h on s.on_day <= h.on_day and h.on_day < s.on_day + s.days::int;
  if 'control' = any(ticked) and not exists (select from inspection.grown(town, lots) g where g.kind in ('planting', 'tending', 'input')) then
    return next 'inspection.no_control_records';
  end if;
  foreach basis in array ticked loop
    if basis not in ('self-test', 'commissioned') then continue; end if;
    if not exists (select from inspection.passed_tests(town, lots) t where basis = 'self-test' or t.kind = 'confirmatory') then
      return next 'inspection.basis_without_test';
    elsif not exists (select from inspection.passed_tests(town, lots) t where (basis = 'self-test' or t.kind = 'confirmatory') and not t.extended) then
      return next 'inspection.extended_is_no_basis';
    elsif exists (select from inspection.grown(town, lots) g where g.kind = 'input' and g.facts ->> 'inputKind' in ('pesticide', 'medicine')
      and not exists (select from inspection.passed_tests(town, lots) t where (basis = 'self-test' or t.kind = 'confirmatory') and not t.extended
        and inspection.covers(t.sees, t.items, coalesce(g.facts ->> 'name', '')))) then
      return next 'inspection.not_tested_for';
    end if;
  end loop;
end $$;
comment on function inspection.reasons_against(int, bigint, text[]) is '这个批次勾这些依据为什么不能开合格证; 没有行即可开';

create function inspection.issued_by_its_own() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  promises bigint := case tg_table_name when 'certificate' then (to_jsonb(new) ->> 'party')::bigint else
    (select c.party from inspection.certificate c where c.etown = new.etown and c.id = (to_jsonb(new) ->> 'certificate')::bigint) end;
begin
  if not exists (select from identity.membership m where m.etown = new.etown and m.account::text = new."by" and m.party = promises::text) then
    raise exception '只有承诺主体自己能开具与作废: not theirs to promise' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger issued_by_its_own before insert on inspection.certificate for each row execute function inspection.issued_by_its_own();
create trigger issued_by_its_own before insert on inspection.certificate_void for each row execute function inspection.issued_by_its_own();

create or replace function inspection.certificate_holds() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  t inspection.template;
  l record;
  why text;
  issued numeric;
begin
  select * into t from inspection.template x where x.from_day <= new.issued_on and (x.until_day is null or new.issued_on < x.until_day)
    order by x.from_day desc limit 1;
  if t.code is distinct from new.template or not new.bases <@ t.bases or new.issued_on <> (new.at at time zone 'Asia/Shanghai')::date then
    raise exception '不是开具当日的样式: not the template of the day' using errcode = 'check_violation';
  end if;
  if new.style = 'buyer' then
    if new.lot is not null or new.sample is not null or new.bases <> array['control'] then
      raise exception '收购者合格证的依据只有上游合格证: buyer has no test' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select o.state, o.quantity, o.party, i.name, i.unit into strict l from trace.lot o join trace.trade_item i on i.etown = o.etown and i.id = o.item
    where o.etown = new.etown and o.id = new.lot for update of o;
  if (l.party, l.name, l.unit) is distinct from (new.party, new.product, new.unit) then
    raise exception '批次不是该主体的, 或品名、单位不同: not their lot' using errcode = 'check_violation';
  end if;
  if l.state <> 'open' then
    raise exception '批次已冻结或召回, 不能开合格证: lot not open' using errcode = 'object_not_in_prerequisite_state';
  end if;
  if new.sample is not null and not exists (select from inspection.sample s where s.etown = new.etown and s.id = new.sample and s.state = 'passed'
    and s.lot = any(inspection.ancestry(new.etown, new.lot))) then
    raise exception '所附检测未通过, 或不是该批次的: test not passed' using errcode = 'object_not_in_prerequisite_state';
  end if;
  select string_agg(r, ', ') into why from inspection.reasons_against(new.etown, new.lot, new.bases) r;
  if why is not null then
    raise exception '不能开合格证: %', why using errcode = 'check_violation';
  end if;
  select coalesce(sum(c.quantity), 0) into issued from inspection.certificate c where c.etown = new.etown and c.lot = new.lot
    and not exists (select from inspection.certificate_void v where v.etown = c.etown and v.certificate = c.id);
  if issued + new.quantity > l.quantity then
    raise exception '开具数量超过批次数量: more than the lot' using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Of a certificate of ours nobody collects more than stands on it, however many buyers there are; it is kept in its own words.
create function inspection.collected_as_it_is() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  c inspection.certificate;
  taken numeric;
begin
  if new.issued_on > new.collected_on then
    raise exception '开具日期晚于收取: not issued yet' using errcode = 'check_violation';
  end if;
  if new.source = 'foreign' then return new; end if;
  select * into strict c from inspection.certificate where etown = new.etown and id = new.certificate for update;
  if (c.product, c.unit, c.subject, c.issued_on) is distinct from (new.product, new.unit, new.issuer, new.issued_on) or c.party = new.party then
    raise exception '与合格证所载不同, 或是自己开的: not that certificate' using errcode = 'check_violation';
  end if;
  if exists (select from inspection.certificate_void v where v.etown = c.etown and v.certificate = c.id)
    or exists (select from trace.lot o where o.etown = c.etown and o.id = c.lot and o.state <> 'open') then
    raise exception '合格证已作废, 或批次已冻结或召回: not in force' using errcode = 'object_not_in_prerequisite_state';
  end if;
  select coalesce(sum(i.quantity), 0) into taken from inspection.incoming i where i.etown = new.etown and i.certificate = new.certificate;
  if taken + new.quantity > c.quantity then
    raise exception '收取数量超过合格证所载: more than certified' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger collected_as_it_is before insert on inspection.incoming for each row execute function inspection.collected_as_it_is();

create or replace function inspection.use_incoming() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
declare
  c inspection.certificate;
begin
  select * into strict c from inspection.certificate where etown = new.etown and id = new.certificate;
  update inspection.incoming i set used = i.used + new.quantity
    where i.etown = new.etown and i.id = new.incoming and i.party = c.party and i.unit = c.unit and i.product = c.product
      and not exists (select from inspection.certificate_void v where v.etown = i.etown and v.certificate = i.certificate);
  if not found then
    raise exception '上游合格证不属于该主体、品名或单位不同, 或已作废: not theirs' using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- A use that came after its certificate would sell the same kilogram twice.
create function inspection.uses_add_up() returns trigger
  language plpgsql security definer set search_path = pg_catalog, inspection as $$
begin
  if (select sum(u.quantity) from inspection.incoming_use u where u.etown = new.etown and u.certificate = new.certificate) is distinct from
    (select c.quantity from inspection.certificate c where c.etown = new.etown and c.id = new.certificate and c.style = 'buyer') then
    raise exception '转开数量与合格证不等: does not add up' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger uses_add_up after insert on inspection.incoming_use deferrable initially deferred
  for each row execute function inspection.uses_add_up();

-- What the statistics count. A sample counts in the month it was taken, once there is a result; one that was withdrawn never does.
drop view inspection_pub.tested;
create view inspection_pub.sample_day with (security_invoker = true) as
  select etown, id as sample, (taken_at at time zone 'Asia/Shanghai')::date as day from inspection.sample;
comment on view inspection_pub.sample_day is '样品的抽样日: 结果出来时重数这一日';
create view inspection_pub.rapid_test with (security_invoker = true) as
  select s.etown, s.id as sample, s.code, s.lot, s.food, (s.taken_at at time zone 'Asia/Shanghai')::date as day,
    exists (select from inspection.run r where r.etown = s.etown and r.sample = s.id and r.verdict = 'positive') as positive
  from inspection.sample s
  where s.state not in ('drawn', 'to-review', 'withdrawn')
    and exists (select from inspection.run r where r.etown = s.etown and r.sample = s.id and r.verdict <> 'invalid');
comment on view inspection_pub.rapid_test is '有结果的快检样品: 一行一个样品; 有一次阳性即为阳性, 不因后来的结果改变';
create view inspection_pub.lab_test with (security_invoker = true) as
  select r.etown, r.sample, s.code, s.lot, s.food, (s.taken_at at time zone 'Asia/Shanghai')::date as day, r.passes, r.sha256 as evidence
  from inspection.lab_result r join inspection.sample s on s.etown = r.etown and s.id = r.sample
  where s.state in ('passed', 'cleared', 'condemned');
comment on view inspection_pub.lab_test is '有结果的实验室检测: 一行一份报告';
create view inspection_pub.certificate with (security_invoker = true) as
  select c.etown, c.id as certificate, c.number, c.style, c.product, c.boxes, c.issued_on as day
  from inspection.certificate c
  where not exists (select from inspection.certificate_void v where v.etown = c.etown and v.certificate = c.id);
comment on view inspection_pub.certificate is '有效的承诺达标合格证: 一行一次开具, boxes 张';
grant select on inspection_pub.sample_day, inspection_pub.rapid_test, inspection_pub.lab_test, inspection_pub.certificate to ezhen_app;

create or replace view statistics.tally with (security_invoker = true) as
  select etown, 'parcels'::text as measure, shop::text as part, day, 1::bigint as amount, waybill as key, waybill as name,
    platform || '/' || order_no as about, evidence, null::timestamptz as at
  from market_pub.parcel
  union all
  select etown, 'scans', item::text, day, 1, lpad(scan::text, 18, '0'), serial, lot::text, null, at from trace_pub.scan
  union all
  select etown, 'lots', item::text, day, 1, lpad(lot::text, 18, '0'), code, lot::text, null, null from trace_pub.lot
  union all
  select etown, measure, source, day, amount, lpad(entry::text, 18, '0'), name, coalesce(allotment::text, ''), evidence, null
  from fund_pub.movement
  union all
  select etown, 'rapid-tests', food, day, 1, lpad(sample::text, 18, '0'), code, sample::text, null, null from inspection_pub.rapid_test
  union all
  select etown, 'rapid-negatives', food, day, 1, lpad(sample::text, 18, '0'), code, sample::text, null, null
  from inspection_pub.rapid_test where not positive
  union all
  select etown, 'rapid-positives', food, day, 1, lpad(sample::text, 18, '0'), code, sample::text, null, null
  from inspection_pub.rapid_test where positive
  union all
  select etown, 'lab-tests', food, day, 1, lpad(sample::text, 18, '0'), code, sample::text, evidence, null from inspection_pub.lab_test
  union all
  select etown, 'lab-passes', food, day, 1, lpad(sample::text, 18, '0'), code, sample::text, evidence, null
  from inspection_pub.lab_test where passes
  union all
  select etown, 'certificates', style, day, boxes, lpad(certificate::text, 18, '0'), number, certificate::text, null, null
  from inspection_pub.certificate;
