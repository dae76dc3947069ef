-- 0047 project: limits of a law as data, where a contract was published, deposits, and money of a milestone that came back.
-- Lock cost: brief; a check of project.clock_rule is widened without reading old rows, a view is replaced, the tables are new.

alter table project.clock_rule drop constraint clock_rule_unit_check;
alter table project.clock_rule add constraint clock_rule_unit_check check (
  unit in ('workdays', 'days') or (unit = 'percent' and amount <= 100)) not valid;
comment on table project.clock_rule is '核实过的法定期限与限额: 县里查到原文后确认或改正, 附依据; 自生效日起用于此后开始的期限、此后签订的合同';

-- As they are commonly told, until the county has confirmed another. The room's domain holds the same rows (tested).
create view project.statutory_limit (code, percent, binds) with (security_invoker = true) as values
  ('supplement', 10, true),
  ('performance-deposit', 10, true),
  ('warranty-deposit', 3, false);
comment on view project.statutory_limit is '法定限额: supplement 补充合同占原合同, performance-deposit 履约保证金占合同价, warranty-deposit 质量保证金占合同价 (工程); 百分比; binds 未经县里核实也约束';
grant select on project.statutory_limit to ezhen_app;

-- Per cent that bind a contract of that day; null where nothing binds.
create function project.limit_on(town int, which text, day date) returns int
  language sql stable as $$
  select coalesce(
    (select r.amount from project.clock_rule r where r.etown = town and r.code = which and r.unit = 'percent'
      and r.in_force_from <= day order by r.number desc limit 1),
    (select l.percent from project.statutory_limit l where l.code = which and l.binds))
$$;

-- @law 政府采购法 第四十九条: all that is added to the original contract, together.
create function project.supplement_fits() returns trigger
  language plpgsql as $$
declare
  its project.contract_version;
  original bigint;
  added numeric;
  adds bigint;
  most int;
begin
  select * into strict its from project.contract_version where etown = new.etown and id = new.version;
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = its.contract));
  select (array_agg(amount order by number))[1], sum(greatest(amount - before, 0)),
      coalesce(sum(amount - before) filter (where id = its.id), 0) into original, added, adds
  from (select v.id, v.amount, v.number, lag(v.amount) over (order by v.number) as before
    from project.contract_version v left join project.verdict d on d.etown = v.etown and d.version = v.id
    where v.etown = new.etown and v.contract = its.contract and (d.approved or v.id = its.id)) held;
  most := project.limit_on(new.etown, 'supplement', its.signed_on);
  -- What adds nothing is no supplement, whatever was added before.
  if adds > 0 and added * 100 > original::numeric * most then
    perform project.refuse('supplement_fits', format('补充合同累计不得超过原合同的 %s%%', most));
  end if;
  return new;
end $$;
create trigger supplement_fits before insert on project.verdict
  for each row when (new.approved) execute function project.supplement_fits();

create table project.contract_publication (
  etown int not null,
  contract bigint not null,
  published_on date not null,
  place text not null check (length(place) between 2 and 300),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, contract),
  foreign key (etown, contract) references project.contract (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.contract_publication is '合同公开: 审定的合同哪天在哪里公布的';

create table project.deposit (
  etown int not null,
  id bigint generated always as identity,
  contract bigint not null,
  kind text not null check (kind in ('performance', 'warranty')),
  form text not null check (form in ('guarantee', 'bill', 'transfer', 'retained')),
  amount bigint not null check (amount > 0),
  received_on date not null,
  due_back_on date not null check (due_back_on >= received_on),
  terms text not null check (length(terms) between 2 and 500),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, contract) references project.contract (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  constraint retained_for_warranty check (form <> 'retained' or kind = 'warranty')
);
comment on table project.deposit is '保证金: performance 履约保证金, warranty 质量保证金; 承办企业的钱, 不入专项资金的账';
comment on column project.deposit.form is 'guarantee 保函, bill 支票、汇票或本票, transfer 转账, retained 从应付款中预留';
comment on column project.deposit.due_back_on is '按合同到期应退的日子';
create index deposit_contract on project.deposit (etown, contract, id);

create table project.deposit_return (
  etown int not null,
  deposit bigint not null,
  returned_on date not null,
  amount bigint not null check (amount >= 0),
  why text check (length(why) between 4 and 500),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, deposit),
  foreign key (etown, deposit) references project.deposit (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.deposit_return is '保证金退还: 一次了结; 没有全退的写明扣留理由';

create table project.recovery (
  etown int not null,
  contract bigint not null,
  place int not null,
  entry bigint not null,
  allotment bigint not null,
  amount bigint not null check (amount > 0),
  primary key (etown, entry),
  foreign key (etown, contract, allotment) references project.contract_allotment (etown, contract, allotment),
  foreign key (etown, entry) references fund.entry (etown, id)
);
comment on table project.recovery is '里程碑追回: 专项资金的一笔追回退的是哪个里程碑的已付款';
create index recovery_milestone on project.recovery (etown, contract, place);

select platform.guard_tables('project', only_appended => array['contract_publication', 'deposit', 'deposit_return', 'recovery']);

create function project.deposit_fits() returns trigger
  language plpgsql as $$
declare
  worth bigint;
  signed date;
  held numeric;
  most int;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  select h.amount, h.signed_on into worth, signed from project.held_version h where h.etown = new.etown and h.contract = new.contract;
  if worth is null then
    perform project.refuse('deposit_of_contract', '合同审定后才收保证金');
  end if;
  select coalesce(sum(d.amount), 0) into held from project.deposit d
  where d.etown = new.etown and d.contract = new.contract and d.kind = new.kind
    and not exists (select from project.deposit_return r where r.etown = d.etown and r.deposit = d.id);
  most := project.limit_on(new.etown, new.kind || '-deposit', signed);
  if (held + new.amount) * 100 > worth::numeric * most then
    perform project.refuse('deposit_fits', format('保证金合计不得超过合同价的 %s%%', most));
  end if;
  return new;
end $$;
create trigger deposit_fits before insert on project.deposit for each row execute function project.deposit_fits();

create function project.deposit_return_is_due() returns trigger
  language plpgsql as $$
declare
  its project.deposit;
begin
  select * into strict its from project.deposit where etown = new.etown and id = new.deposit;
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = its.contract));
  if new.made_by = its.made_by then
    perform project.refuse('returned_by_another', '收与退须为两人');
  end if;
  if new.amount > its.amount or new.returned_on < its.received_on or (new.amount < its.amount and new.why is null) then
    perform project.refuse('returned_within', '退还不能多于所收、早于收取; 没有全退的写明理由');
  end if;
  return new;
end $$;
create trigger deposit_return_is_due before insert on project.deposit_return
  for each row execute function project.deposit_return_is_due();

-- What is paid of a milestone is what was paid less what came back.
create or replace view project.milestone_state with (security_invoker = true) as
  select m.etown, h.contract, c.project, m.place, m.name, m.deliverable, m.amount, m.due_on, m.needs_notice,
    d.id as delivery, d.delivered_on, i.accepted, i.inspected_on,
    (coalesce((select sum(p.amount) from project.payment p
        where p.etown = m.etown and p.contract = h.contract and p.place = m.place), 0)
      - coalesce((select sum(r.amount) from project.recovery r
        where r.etown = m.etown and r.contract = h.contract and r.place = m.place), 0))::bigint as paid
  from project.held_version h
  join project.contract c on c.etown = h.etown and c.id = h.contract
  join project.milestone m on m.etown = h.etown and m.version = h.id
  left join lateral (select * from project.delivery x where x.etown = h.etown and x.contract = h.contract and x.place = m.place
    order by x.id desc limit 1) d on true
  left join project.inspection i on i.etown = d.etown and i.delivery = d.id;

create function project.recovery_is_due() returns trigger
  language plpgsql as $$
declare
  rest numeric;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  if not exists (select from fund.line l join fund.entry e on e.etown = l.etown and e.id = l.entry
      where l.etown = new.etown and l.entry = new.entry and l.allotment = new.allotment
        and e.kind = 'recovery' and l.account = 'paid' and l.amount = -new.amount) then
    perform project.refuse('recovery_is_the_funds', '与专项资金的追回不符');
  end if;
  select coalesce((select sum(p.amount) from project.payment p
      where p.etown = new.etown and p.contract = new.contract and p.place = new.place and p.allotment = new.allotment), 0)
    - coalesce((select sum(r.amount) from project.recovery r
      where r.etown = new.etown and r.contract = new.contract and r.place = new.place and r.allotment = new.allotment), 0) into rest;
  if new.amount > rest then
    perform project.refuse('recovery_within_paid', '追回不能多于这个里程碑从这笔资金已付的');
  end if;
  return new;
end $$;
create trigger recovery_is_due before insert on project.recovery for each row execute function project.recovery_is_due();

-- At the commit: what comes back of a project's money comes back from a milestone.
create function project.recovered_from_milestone() returns trigger
  language plpgsql as $$
begin
  if exists (select from fund.allotment a join fund.expense x on x.etown = a.etown and x.id = a.expense
      where a.etown = new.etown and a.id = new.allotment and x.origin like 'project.%')
    and not exists (select from project.recovery r where r.etown = new.etown and r.entry = new.entry) then
    perform project.refuse('recovered_from_milestone', '项目的资金只能按里程碑追回');
  end if;
  return null;
end $$;
create constraint trigger recovered_from_milestone after insert on fund.line
  deferrable initially deferred for each row when (new.account = 'paid' and new.amount < 0)
  execute function project.recovered_from_milestone();
