-- 0030 project: 项目 from 立项 to 归档, its tender, bids, contract, milestones and payments; and what the fund lacked for it:
-- money moved back from a category, and allotments that are paid through the room that asked for them.
-- Lock cost: brief; fund.allotment gets a column with a constant default, two checks are widened without reading old rows.

alter table fund.allotment add column through_origin boolean not null default false;
comment on column fund.allotment.through_origin is '审定、支付、释放只在提出它的业务室里办';

alter table fund.entry drop constraint entry_kind_check;
alter table fund.entry add constraint entry_kind_check check (kind in
  ('appropriation', 'allocation', 'withdrawal', 'reservation', 'commitment', 'payment', 'release', 'recovery')) not valid;
alter table fund.entry add constraint withdrawal_has_reason
  check (kind <> 'withdrawal' or (reason is not null and evidence is not null)) not valid;
comment on table fund.entry is '分录: appropriation 到账, allocation 分配到类别, withdrawal 从类别收回, reservation 预留, commitment 占用, payment 支付, release 释放, recovery 追回';

create table fund.withdrawal (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  source text not null,
  category text not null,
  amount bigint not null check (amount > 0),
  reason text not null check (length(reason) between 4 and 200),
  evidence text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  entry bigint,
  primary key (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  foreign key (etown, entry) references fund.entry (etown, id),
  constraint second_is_another check (approved_by <> asked_by),
  constraint approved_with_entry check (
    (approved_by is null) = (approved_at is null) and (approved_by is null) = (entry is null))
);
comment on table fund.withdrawal is '收回分配: 从类别退回待分配, 另一人批准时记账';
select platform.guard_tables('fund', changing => array['withdrawal']);
grant select, insert on fund.withdrawal to ezhen_app;
grant update (approved_by, approved_at, entry) on fund.withdrawal to ezhen_app;

-- Money of a withdrawal leaves its category only by a withdrawal that two people made.
create function fund.withdrawal_is_approved() returns trigger
  language plpgsql as $$
begin
  if not exists (select from fund.withdrawal w where w.etown = new.etown and w.entry = new.id and w.approved_by is not null) then
    raise exception '收回分配须经另一人批准' using errcode = 'check_violation', constraint = 'withdrawal_is_approved';
  end if;
  return null;
end $$;
create constraint trigger withdrawal_is_approved after insert on fund.entry
  deferrable initially deferred for each row when (new.kind = 'withdrawal') execute function fund.withdrawal_is_approved();

alter table notice.notice drop constraint notice_kind_check;
alter table notice.notice add constraint notice_kind_check
  check (kind in ('acceptance', 'subsidy', 'procurement', 'brand', 'award', 'other')) not valid;
comment on table notice.notice is '公示: acceptance 验收, subsidy 补助, procurement 采购结果, brand 品牌授权, award 评奖, other 其他';

create schema project;
comment on schema project is '项目: 从立项到归档, 采购、合同、里程碑、验收与支付';
create schema project_pub;
comment on schema project_pub is '项目对其他业务室公布的视图';

-- The life of a project as a table: what may follow what. The room's contract holds the same rows (tested).
create view project.life (event, from_state, to_state) with (security_invoker = true) as values
  ('plan', 'started', 'planned'),
  ('return', 'planned', 'started'),
  ('approve', 'planned', 'approved'),
  ('plan', 'approved', 'planned'),
  ('plan', 'announced', 'planned'),
  ('announce', 'approved', 'announced'),
  ('fail', 'announced', 'approved'),
  ('open', 'announced', 'opened'),
  ('fail', 'opened', 'approved'),
  ('award', 'opened', 'awarded'),
  ('sign', 'awarded', 'contracted'),
  ('amend', 'contracted', 'contracted'),
  ('amend', 'performing', 'performing'),
  ('amend', 'performing', 'contracted'),
  ('amend', 'performing', 'delivered'),
  ('amend', 'performing', 'accepted'),
  ('amend', 'delivered', 'performing'),
  ('amend', 'delivered', 'delivered'),
  ('amend', 'delivered', 'accepted'),
  ('deliver', 'contracted', 'performing'),
  ('deliver', 'contracted', 'delivered'),
  ('deliver', 'performing', 'performing'),
  ('deliver', 'performing', 'delivered'),
  ('reject', 'performing', 'performing'),
  ('reject', 'delivered', 'performing'),
  ('accept', 'performing', 'performing'),
  ('accept', 'delivered', 'delivered'),
  ('accept', 'delivered', 'accepted'),
  ('publicise', 'accepted', 'publicised'),
  ('publicise', 'publicised', 'publicised'),
  ('evaluate', 'publicised', 'evaluated'),
  ('evaluate', 'evaluated', 'evaluated'),
  ('archive', 'evaluated', 'archived'),
  ('end', 'started', 'ended'),
  ('end', 'planned', 'ended'),
  ('end', 'approved', 'ended'),
  ('end', 'announced', 'ended'),
  ('end', 'opened', 'ended'),
  ('end', 'awarded', 'ended');
comment on view project.life is '项目状态表: 什么环节之后可以是什么';

create table project.project (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 2 and 100),
  purpose text not null check (length(purpose) between 2 and 1000),
  clause text check (length(clause) between 1 and 40),
  category text not null,
  state text not null default 'started',
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id),
  unique (etown, name)
);
comment on table project.project is '项目: 一次采购、一份合同; 状态只由办理记录推动';
comment on column project.project.clause is '方案条款, 如 五.四';
comment on column project.project.category is '支持方向, 方案中的代码';
create index project_state on project.project (etown, state, id);

create table project.step (
  etown int not null,
  project bigint not null,
  place int not null check (place >= 1),
  event text not null,
  from_state text,
  to_state text not null,
  happened_on date not null,
  reason text check (length(reason) between 2 and 1000),
  evidence text,
  account text not null,
  at timestamptz not null,
  primary key (etown, project, place),
  foreign key (etown, project) references project.project (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.step is '办理记录: 谁在哪天做了什么、凭哪份文件、到了什么环节; 只增不改';
comment on column project.step.happened_on is '事情发生的日子, 以文件为准; 登记时刻在 at';

create table project.scheme (
  etown int not null,
  project bigint not null,
  version int not null check (version >= 1),
  way text not null check (way in ('open', 'invited', 'negotiation', 'consultation', 'inquiry', 'single-source', 'framework')),
  budget bigint not null check (budget > 0),
  scope text not null check (length(scope) between 2 and 4000),
  qualification text not null check (length(qualification) between 2 and 2000),
  scoring text not null check (length(scoring) between 2 and 2000),
  term_days int not null check (term_days between 1 and 3650),
  why text check (length(why) between 4 and 500),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, project, version),
  foreign key (etown, project) references project.project (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  constraint change_has_reason check ((version = 1) = (why is null))
);
comment on table project.scheme is '采购方案: 每次改动另存一版, 须重新核准; 只增不改';
comment on column project.scheme.way is 'open 公开招标, invited 邀请招标, negotiation 竞争性谈判, consultation 竞争性磋商, inquiry 询价, single-source 单一来源, framework 框架协议';
comment on column project.scheme.budget is '预算 (分), 等于各来源之和';

create table project.scheme_money (
  etown int not null,
  project bigint not null,
  version int not null,
  source text not null,
  amount bigint not null check (amount > 0),
  primary key (etown, project, version, source),
  foreign key (etown, project, version) references project.scheme (etown, project, version)
);
comment on table project.scheme_money is '方案资金: 预算从哪个来源出多少 (分)';

create table project.approval (
  etown int not null,
  project bigint not null,
  version int not null,
  approved_by text not null,
  approved_at timestamptz not null,
  evidence text not null,
  primary key (etown, project, version),
  foreign key (etown, project, version) references project.scheme (etown, project, version),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.approval is '核准: 对某一版方案; 编制与核准不得为同一人';

create table project.tender (
  etown int not null,
  id bigint generated always as identity,
  project bigint not null,
  version int not null,
  number text not null check (length(number) between 2 and 60),
  published_on date not null,
  published_at_place text not null check (length(published_at_place) between 2 and 300),
  opens_at timestamptz not null,
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id),
  unique (etown, id, project),
  unique (etown, number),
  foreign key (etown, project, version) references project.approval (etown, project, version),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.tender is '采购公告: 依据已核准的一版方案; 变更须重报核准后另发';
comment on column project.tender.published_at_place is '在哪里公布: 网站名称或网址';
comment on column project.tender.opens_at is '投标截止与开标的时刻';

create table project.bid (
  etown int not null,
  id bigint generated always as identity,
  tender bigint not null,
  bidder text not null check (length(bidder) between 2 and 100),
  credit_code text not null check (credit_code ~ '^[0-9A-Z]{18}$'),
  received_at timestamptz not null,
  evidence text not null,
  made_by text not null,
  primary key (etown, id),
  unique (etown, tender, id),
  unique (etown, tender, credit_code),
  foreign key (etown, tender) references project.tender (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.bid is '投标: 截止前收到谁的、何时收到; 报价开标时才登记';

create table project.opening (
  etown int not null,
  tender bigint not null,
  opened_at timestamptz not null,
  witnesses text not null check (length(witnesses) between 2 and 300),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, tender),
  foreign key (etown, tender) references project.tender (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.opening is '开标: 一次采购开一次, 所有投标同时打开';

create table project.opened_bid (
  etown int not null,
  tender bigint not null,
  bid bigint not null,
  amount bigint not null check (amount > 0),
  valid boolean not null,
  why text check (length(why) between 2 and 500),
  primary key (etown, tender, bid),
  foreign key (etown, tender) references project.opening (etown, tender),
  foreign key (etown, tender, bid) references project.bid (etown, tender, id),
  constraint invalid_has_reason check (valid or why is not null)
);
comment on table project.opened_bid is '报价: 开标时读出的金额 (分), 无效的写明理由';

create table project.award (
  etown int not null,
  tender bigint not null,
  bid bigint not null,
  decided_on date not null,
  reason text not null check (length(reason) between 2 and 1000),
  evidence text not null,
  notice bigint,
  elsewhere text check (length(elsewhere) between 2 and 300),
  elsewhere_from date,
  elsewhere_through date check (elsewhere_through > elsewhere_from),
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, tender),
  foreign key (etown, tender, bid) references project.opened_bid (etown, tender, bid),
  foreign key (etown, notice) references notice.notice (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  constraint published_once check (
    (notice is null) = (elsewhere is not null)
    and (elsewhere is null) = (elsewhere_from is null) and (elsewhere is null) = (elsewhere_through is null))
);
comment on table project.award is '中标: 哪一份投标、为什么; 结果在本系统公示, 或写明在哪里公示过、起止日';

create table project.contract (
  etown int not null,
  id bigint generated always as identity,
  project bigint not null,
  tender bigint not null,
  number text not null check (length(number) between 1 and 60),
  contractor text not null check (length(contractor) between 2 and 100),
  credit_code text not null,
  primary key (etown, id),
  unique (etown, project),
  unique (etown, number),
  unique (etown, id, project),
  foreign key (etown, tender, project) references project.tender (etown, id, project),
  foreign key (etown, tender) references project.award (etown, tender)
);
comment on table project.contract is '合同: 与中标人所签, 内容在各版里';

create table project.contract_version (
  etown int not null,
  id bigint generated always as identity,
  contract bigint not null,
  number int not null check (number >= 1),
  amount bigint not null check (amount > 0),
  signed_on date not null,
  why text check (length(why) between 4 and 500),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id),
  unique (etown, contract, number),
  foreign key (etown, contract) references project.contract (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  constraint amendment_has_reason check ((number = 1) = (why is null))
);
comment on table project.contract_version is '合同版本: 第一版为原合同, 以后各版为变更; 只增不改';

create table project.verdict (
  etown int not null,
  version bigint not null,
  approved boolean not null,
  reason text check (length(reason) between 4 and 500),
  judged_by text not null,
  judged_at timestamptz not null,
  primary key (etown, version),
  foreign key (etown, version) references project.contract_version (etown, id),
  constraint declined_has_reason check (approved or reason is not null)
);
comment on table project.verdict is '合同审定: 对一版合同同意或不同意; 起草与审定不得为同一人';

create table project.milestone (
  etown int not null,
  version bigint not null,
  place int not null check (place between 1 and 60),
  name text not null check (length(name) between 2 and 100),
  deliverable text not null check (length(deliverable) between 2 and 1000),
  amount bigint not null check (amount >= 0),
  due_on date not null,
  needs_notice boolean not null,
  primary key (etown, version, place),
  foreign key (etown, version) references project.contract_version (etown, id)
);
comment on table project.milestone is '里程碑: 一版合同里的各个节点, 金额之和等于合同价';
comment on column project.milestone.needs_notice is '付款前须验收公示期满';

create table project.contract_money (
  etown int not null,
  version bigint not null,
  source text not null,
  amount bigint not null check (amount >= 0),
  primary key (etown, version, source),
  foreign key (etown, version) references project.contract_version (etown, id)
);
comment on table project.contract_money is '合同资金: 这一版合同价从哪个来源出多少 (分)';

create table project.contract_allotment (
  etown int not null,
  contract bigint not null,
  allotment bigint not null,
  source text not null,
  primary key (etown, contract, allotment),
  unique (etown, allotment),
  foreign key (etown, contract) references project.contract (etown, id),
  foreign key (etown, allotment) references fund.allotment (etown, id)
);
comment on table project.contract_allotment is '合同的资金安排: 审定合同及其变更时在专项资金里占下的钱';

create table project.delivery (
  etown int not null,
  id bigint generated always as identity,
  contract bigint not null,
  place int not null,
  delivered_on date not null,
  said text not null check (length(said) between 2 and 1000),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, contract) references project.contract (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.delivery is '交付: 承办企业就一个里程碑交付成果; 退回整改后再交付另记一条';
create index delivery_milestone on project.delivery (etown, contract, place, id);

create table project.inspection (
  etown int not null,
  delivery bigint not null,
  accepted boolean not null,
  inspected_on date not null,
  said text not null check (length(said) between 2 and 1000),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, delivery),
  foreign key (etown, delivery) references project.delivery (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.inspection is '里程碑验收: 对一次交付通过或退回整改; 交付与验收不得为同一人';

create table project.publicity (
  etown int not null,
  project bigint not null,
  notice bigint not null,
  made_at timestamptz not null,
  primary key (etown, project, notice),
  foreign key (etown, project) references project.project (etown, id),
  foreign key (etown, notice) references notice.notice (etown, id)
);
comment on table project.publicity is '验收公示: 项目验收后发布的公示; 撤回后另发';

create table project.payment (
  etown int not null,
  contract bigint not null,
  place int not null,
  payment bigint not null,
  allotment bigint not null,
  amount bigint not null check (amount > 0),
  primary key (etown, payment),
  foreign key (etown, contract, allotment) references project.contract_allotment (etown, contract, allotment),
  foreign key (etown, payment) references fund.payment (etown, id)
);
comment on table project.payment is '里程碑付款: 专项资金的一笔支付付的是哪个里程碑';
create index payment_milestone on project.payment (etown, contract, place);

create table project.evaluation (
  etown int not null,
  project bigint not null,
  place int not null check (place >= 1),
  evaluator text not null check (length(evaluator) between 2 and 100),
  evaluated_on date not null,
  score int not null check (score between 0 and 10000),
  found text not null check (length(found) between 2 and 2000),
  evidence text not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, project, place),
  foreign key (etown, project) references project.project (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256)
);
comment on table project.evaluation is '绩效评价: 评价机构的得分与意见; 复评另记一条';
comment on column project.evaluation.score is '得分, 百分之一分';

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
