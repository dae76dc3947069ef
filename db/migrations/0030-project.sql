-- 0030 project: 项目 from 立项 to 归档, its tender, bids, contract, milestones and payments; what it may not do is in 0031.
-- Lock cost: none, the tables are new.

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
