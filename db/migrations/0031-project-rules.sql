-- 0031 project: duties, clocks, and every rule the database holds of a project. Lock cost: none, all is new.
create table project.duty (
  etown int not null,
  id bigint generated always as identity,
  project bigint not null,
  kind text not null check (kind in ('permit', 'site', 'investment', 'publicity', 'farming', 'linkage', 'supervision')),
  name text not null check (length(name) between 2 and 200),
  number text check (length(number) between 1 and 60),
  done_on date not null,
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, project) references project.project (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.duty is '部门事项: permit 审批手续, site 场地协调, investment 招商, publicity 宣传, farming 农业支持, linkage 乡村振兴衔接, supervision 资金监督';
create index duty_project on project.duty (etown, project, id);

create table project.clock_rule (
  etown int not null references platform.etown (id),
  code text not null,
  number int not null check (number >= 1),
  amount int not null check (amount between 0 and 3650),
  unit text not null check (unit in ('workdays', 'days')),
  source text not null check (length(source) between 2 and 300),
  in_force_from date not null,
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, code, number),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.clock_rule is '核实过的法定期限: 县里查到原文后确认或改正, 附依据; 自生效日起用于此后开始的期限';

select platform.guard_tables('project',
  only_appended => array['step', 'scheme', 'scheme_money', 'approval', 'tender', 'bid', 'opening', 'opened_bid', 'award',
    'contract', 'contract_version', 'verdict', 'milestone', 'contract_money', 'contract_allotment', 'delivery', 'inspection',
    'publicity', 'payment', 'evaluation', 'duty', 'clock_rule'],
  changing => array['project']);
grant select, insert on project.project to ezhen_app;
grant select on project.life to ezhen_app;

create function project.refuse(rule text, said text) returns void
  language plpgsql as $$
begin
  raise exception '%', said using errcode = 'check_violation', constraint = rule;
end $$;

-- Of all a project has, its row is locked first, by triggers and by the application alike; it may not write it.
create function project.locked(town int, which bigint) returns setof project.project
  language sql security definer set search_path = pg_catalog, project as $$
  select * from project.project where etown = town and id = which for update
$$;

create function project.state_of(town int, which bigint) returns text
  language sql stable as $$ select state from project.project where etown = town and id = which $$;

-- The version of a contract that holds: the last one approved.
create view project.held_version with (security_invoker = true) as
  select distinct on (v.etown, v.contract) v.*
  from project.contract_version v join project.verdict d on d.etown = v.etown and d.version = v.id and d.approved
  order by v.etown, v.contract, v.number desc;
comment on view project.held_version is '有效合同版本: 最后一版审定的';

-- How far each milestone of the version that holds has come.
create view project.milestone_state with (security_invoker = true) as
  select m.etown, h.contract, c.project, m.place, m.name, m.deliverable, m.amount, m.due_on, m.needs_notice,
    d.id as delivery, d.delivered_on, i.accepted, i.inspected_on,
    coalesce((select sum(p.amount) from project.payment p
      where p.etown = m.etown and p.contract = h.contract and p.place = m.place), 0)::bigint as paid
  from project.held_version h
  join project.contract c on c.etown = h.etown and c.id = h.contract
  join project.milestone m on m.etown = h.etown and m.version = h.id
  left join lateral (select * from project.delivery x where x.etown = h.etown and x.contract = h.contract and x.place = m.place
    order by x.id desc limit 1) d on true
  left join project.inspection i on i.etown = d.etown and i.delivery = d.id;
comment on view project.milestone_state is '里程碑现状: 最近一次交付、验收与已付';
grant select on project.held_version, project.milestone_state to ezhen_app;

-- Where the deliveries and acceptances of a project's milestones bring it.
create function project.performed_to(town int, which bigint) returns text
  language sql stable as $$
  select case
    when bool_and(coalesce(accepted, false)) then 'accepted'
    when bool_and(delivery is not null and coalesce(accepted, true)) then 'delivered'
    when bool_or(delivery is not null) then 'performing'
    else 'contracted' end
  from project.milestone_state where etown = town and project = which
$$;

create function project.award_is_public(town int, which bigint, day date) returns boolean
  language sql stable as $$
  select coalesce(a.elsewhere_through < day, fund.notice_has_run(town, a.notice, day))
  from project.award a where a.etown = town and a.tender = which
$$;

-- Every step: from where the project stands, along the table of its life, and only on the facts that step rests on.
create function project.step_is_due() returns trigger
  language plpgsql as $$
declare
  its project.project;
  last_tender bigint;
  holds boolean;
begin
  select * into strict its from project.locked(new.etown, new.project);
  if new.event = 'start' then
    if new.place <> 1 or new.from_state is not null or new.to_state <> 'started' then
      perform project.refuse('step_follows', '立项是第一步');
    end if;
    return new;
  end if;
  if new.from_state is distinct from its.state
    or new.place <> (select max(place) + 1 from project.step where etown = new.etown and project = new.project)
    or not exists (select from project.life l where l.event = new.event and l.from_state = new.from_state and l.to_state = new.to_state) then
    perform project.refuse('step_follows', format('项目在“%s”, 不能由“%s”到“%s”', its.state, new.event, new.to_state));
  end if;
  select max(id) into last_tender from project.tender where etown = new.etown and project = new.project;
  holds := case new.event
    when 'plan' then exists (select from project.scheme s where s.etown = new.etown and s.project = new.project
      and s.version > all (select a.version from project.approval a where a.etown = new.etown and a.project = new.project)
      and s.version = (select max(version) from project.scheme x where x.etown = new.etown and x.project = new.project))
    when 'approve' then exists (select from project.approval a where a.etown = new.etown and a.project = new.project
      and a.approved_by = new.account
      and a.version = (select max(version) from project.scheme x where x.etown = new.etown and x.project = new.project))
    when 'announce' then exists (select from project.tender t where t.etown = new.etown and t.id = last_tender
      and t.version = (select max(version) from project.scheme x where x.etown = new.etown and x.project = new.project)
      and t.made_at = new.at)
    when 'open' then exists (select from project.opening o where o.etown = new.etown and o.tender = last_tender)
    when 'award' then exists (select from project.award a where a.etown = new.etown and a.tender = last_tender)
    when 'sign' then exists (select from project.contract c join project.held_version h on h.etown = c.etown and h.contract = c.id
      where c.etown = new.etown and c.project = new.project and c.tender = last_tender
      and project.award_is_public(new.etown, last_tender, h.signed_on))
    when 'publicise' then exists (select from project.publicity p join notice_pub.standing s on s.etown = p.etown and s.notice = p.notice
      where p.etown = new.etown and p.project = new.project and not s.withdrawn)
    when 'evaluate' then exists (select from project.evaluation e where e.etown = new.etown and e.project = new.project and e.made_at = new.at)
      and exists (select from project.publicity p where p.etown = new.etown and p.project = new.project
        and fund.notice_has_run(p.etown, p.notice, (new.at at time zone 'Asia/Shanghai')::date))
    when 'amend' then project.performed_to(new.etown, new.project) = new.to_state
    when 'deliver' then project.performed_to(new.etown, new.project) = new.to_state
    when 'reject' then project.performed_to(new.etown, new.project) = new.to_state
    when 'accept' then project.performed_to(new.etown, new.project) = new.to_state
    else true end;
  if not coalesce(holds, false) then
    perform project.refuse('step_rests_on_facts', format('“%s”所依据的事实不在', new.event));
  end if;
  return new;
end $$;
create trigger step_is_due before insert on project.step for each row execute function project.step_is_due();

-- Nothing else can move a project.
create function project.step_moves_project() returns trigger
  language plpgsql security definer set search_path = pg_catalog, project as $$
begin
  update project.project set state = new.to_state where etown = new.etown and id = new.project;
  return null;
end $$;
create trigger moves_project after insert on project.step for each row execute function project.step_moves_project();

create function project.project_begins() returns trigger
  language plpgsql as $$
begin
  if new.state <> 'started' then
    perform project.refuse('project_begins', '项目从立项开始');
  end if;
  return new;
end $$;
create trigger project_begins before insert on project.project for each row execute function project.project_begins();

create function project.scheme_adds_up() returns trigger
  language plpgsql as $$
begin
  if (select sum(amount) from project.scheme_money where etown = new.etown and project = new.project and version = new.version)
    is distinct from new.budget::numeric then
    perform project.refuse('scheme_adds_up', '各来源之和不等于预算');
  end if;
  return null;
end $$;
create constraint trigger scheme_adds_up after insert on project.scheme
  deferrable initially deferred for each row execute function project.scheme_adds_up();

create function project.approver_is_another() returns trigger
  language plpgsql as $$
begin
  if new.approved_by = (select made_by from project.scheme where etown = new.etown and project = new.project and version = new.version) then
    perform project.refuse('approver_is_another', '编制与核准须为两人');
  end if;
  return new;
end $$;
create trigger approver_is_another before insert on project.approval for each row execute function project.approver_is_another();

create function project.bid_in_time() returns trigger
  language plpgsql as $$
declare
  its project.tender;
begin
  select * into strict its from project.tender where etown = new.etown and id = new.tender;
  perform project.locked(new.etown, its.project);
  if new.received_at > its.opens_at or exists (select from project.opening where etown = new.etown and tender = new.tender) then
    perform project.refuse('bid_in_time', '截止后不再收投标');
  end if;
  return new;
end $$;
create trigger bid_in_time before insert on project.bid for each row execute function project.bid_in_time();

create function project.opening_is_due() returns trigger
  language plpgsql as $$
declare
  its project.tender;
begin
  select * into strict its from project.tender where etown = new.etown and id = new.tender;
  perform project.locked(new.etown, its.project);
  if new.opened_at < its.opens_at or new.made_at < its.opens_at then
    perform project.refuse('opening_is_due', '未到开标时刻');
  end if;
  return new;
end $$;
create trigger opening_is_due before insert on project.opening for each row execute function project.opening_is_due();

create function project.all_bids_opened() returns trigger
  language plpgsql as $$
begin
  if (select count(*) from project.bid where etown = new.etown and tender = new.tender)
    <> (select count(*) from project.opened_bid where etown = new.etown and tender = new.tender) then
    perform project.refuse('all_bids_opened', '所有投标须同时打开');
  end if;
  return null;
end $$;
create constraint trigger all_bids_opened after insert on project.opening
  deferrable initially deferred for each row execute function project.all_bids_opened();

create function project.award_fits() returns trigger
  language plpgsql as $$
declare
  bid project.opened_bid;
begin
  select * into strict bid from project.opened_bid where etown = new.etown and tender = new.tender and opened_bid.bid = new.bid;
  if not bid.valid or bid.amount > (select s.budget from project.tender t
      join project.scheme s on s.etown = t.etown and s.project = t.project and s.version = t.version
      where t.etown = new.etown and t.id = new.tender) then
    perform project.refuse('award_fits', '中标的须是有效投标, 且不超过预算');
  end if;
  return new;
end $$;
create trigger award_fits before insert on project.award for each row execute function project.award_fits();

-- At the commit: milestones and money add up to the contract's value.
create function project.version_adds_up() returns trigger
  language plpgsql as $$
declare
  town int := new.etown;
begin
  if (select sum(amount) from project.milestone where etown = town and version = new.id) is distinct from new.amount::numeric
    or (select sum(amount) from project.contract_money where etown = town and version = new.id) is distinct from new.amount::numeric then
    perform project.refuse('version_adds_up', '里程碑之和、各来源之和须等于合同价');
  end if;
  return null;
end $$;
create constraint trigger version_adds_up after insert on project.contract_version
  deferrable initially deferred for each row execute function project.version_adds_up();

create function project.version_follows() returns trigger
  language plpgsql as $$
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  if new.number <> (select coalesce(max(number), 0) + 1 from project.contract_version where etown = new.etown and contract = new.contract)
    or exists (select from project.contract_version v where v.etown = new.etown and v.contract = new.contract
      and not exists (select from project.verdict d where d.etown = v.etown and d.version = v.id)) then
    perform project.refuse('version_follows', '上一版合同还没有审定');
  end if;
  return new;
end $$;
create trigger version_follows before insert on project.contract_version for each row execute function project.version_follows();

-- What is part of an approved version cannot be added to afterwards, and an amendment leaves alone what was accepted.
create function project.version_is_open() returns trigger
  language plpgsql as $$
begin
  if exists (select from project.verdict where etown = new.etown and version = new.version) then
    perform project.refuse('version_is_open', '已审定的合同不能再改');
  end if;
  return new;
end $$;
create trigger version_is_open before insert on project.milestone for each row execute function project.version_is_open();
create trigger version_is_open before insert on project.contract_money for each row execute function project.version_is_open();

create function project.verdict_is_due() returns trigger
  language plpgsql as $$
declare
  its project.contract_version;
  awarded bigint;
begin
  select * into strict its from project.contract_version where etown = new.etown and id = new.version;
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = its.contract));
  if new.judged_by = its.made_by then
    perform project.refuse('verdict_by_another', '起草与审定须为两人');
  end if;
  if new.approved and its.number = 1 then
    select b.amount into awarded from project.contract c
      join project.award a on a.etown = c.etown and a.tender = c.tender
      join project.opened_bid b on b.etown = a.etown and b.tender = a.tender and b.bid = a.bid
      where c.etown = new.etown and c.id = its.contract;
    if its.amount > awarded then
      perform project.refuse('within_award', '合同价不能高于中标价');
    end if;
  end if;
  if new.approved and exists (select from project.milestone_state s
      left join project.milestone m on m.etown = s.etown and m.version = its.id and m.place = s.place
      where s.etown = new.etown and s.contract = its.contract and m.amount is distinct from s.amount
        and (s.accepted or s.paid > 0 or (s.delivery is not null and s.accepted is null))) then
    perform project.refuse('accepted_stays', '已交付、已验收或已付款的里程碑不能变更金额');
  end if;
  return new;
end $$;
create trigger verdict_is_due before insert on project.verdict for each row execute function project.verdict_is_due();

create function project.delivery_is_due() returns trigger
  language plpgsql as $$
declare
  its record;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  select * into its from project.milestone_state where etown = new.etown and contract = new.contract and place = new.place;
  if not found or its.accepted or (its.delivery is not null and its.accepted is null)
    or project.state_of(new.etown, its.project) not in ('contracted', 'performing') then
    perform project.refuse('delivery_is_due', '这个里程碑现在不能交付');
  end if;
  return new;
end $$;
create trigger delivery_is_due before insert on project.delivery for each row execute function project.delivery_is_due();

create function project.inspector_is_another() returns trigger
  language plpgsql as $$
begin
  if new.made_by = (select made_by from project.delivery where etown = new.etown and id = new.delivery) then
    perform project.refuse('inspector_is_another', '交付与验收须为两人');
  end if;
  return new;
end $$;
create trigger inspector_is_another before insert on project.inspection for each row execute function project.inspector_is_another();

-- Money only against an accepted milestone, never beyond it, and after its notice where the contract says so.
create function project.payment_is_due() returns trigger
  language plpgsql as $$
declare
  its record;
  paid record;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  select * into its from project.milestone_state where etown = new.etown and contract = new.contract and place = new.place;
  if not found or its.accepted is not true then
    perform project.refuse('milestone_accepted', '里程碑未验收, 不得付款');
  end if;
  if its.paid + new.amount > its.amount then
    perform project.refuse('within_milestone', '付款不能超过里程碑金额');
  end if;
  select p.amount, p.allotment, e.day into paid from fund.payment p join fund.entry e on e.etown = p.etown and e.id = p.entry
    where p.etown = new.etown and p.id = new.payment;
  if paid.amount is distinct from new.amount or paid.allotment is distinct from new.allotment then
    perform project.refuse('payment_is_the_funds', '与专项资金的支付不符');
  end if;
  if its.needs_notice and not exists (select from project.publicity u where u.etown = new.etown and u.project = its.project
      and fund.notice_has_run(u.etown, u.notice, paid.day)) then
    perform project.refuse('acceptance_is_public', '验收公示未满, 不得付款');
  end if;
  return new;
end $$;
create trigger payment_is_due before insert on project.payment for each row execute function project.payment_is_due();

-- At the commit: money that a project asked for leaves only for a milestone.
create function project.paid_for_milestone() returns trigger
  language plpgsql as $$
begin
  if exists (select from fund.allotment a join fund.expense x on x.etown = a.etown and x.id = a.expense
      where a.etown = new.etown and a.id = new.allotment and x.origin like 'project.%')
    and not exists (select from project.payment p where p.etown = new.etown and p.payment = new.id) then
    perform project.refuse('paid_for_milestone', '项目的资金只能按里程碑支付');
  end if;
  return null;
end $$;
create constraint trigger paid_for_milestone after insert on fund.payment
  deferrable initially deferred for each row execute function project.paid_for_milestone();

create view project_pub.project with (security_invoker = true) as
  select p.etown, p.id, p.name, p.clause, p.category, p.state,
    (select s.budget from project.scheme s join project.approval a using (etown, project, version)
      where s.etown = p.etown and s.project = p.id order by s.version desc limit 1) as budget
  from project.project p;
comment on view project_pub.project is '项目: 名称、条款、类别、环节、已核准的预算 (分)';
create view project_pub.contract with (security_invoker = true) as
  select c.etown, c.id, c.project, c.number, c.contractor, c.credit_code, h.id as version, h.amount, h.signed_on
  from project.contract c join project.held_version h on h.etown = c.etown and h.contract = c.id;
comment on view project_pub.contract is '已审定的合同: 编号、承办单位、现行合同价 (分)';
create view project_pub.milestone with (security_invoker = true) as
  select etown, contract, project, place, name, deliverable, amount, due_on, delivered_on, accepted, inspected_on, paid
  from project.milestone_state;
comment on view project_pub.milestone is '里程碑现状: 到期日、交付、验收、已付 (分)';
grant usage on schema project_pub to ezhen_app;
grant select on project_pub.project, project_pub.contract, project_pub.milestone to ezhen_app;
