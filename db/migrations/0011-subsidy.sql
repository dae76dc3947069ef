-- 0011 subsidy: rounds of a scheme, applications, receipts, who did what, notices, payments.
-- Lock cost: none, the tables are new.

create schema subsidy;
comment on schema subsidy is '奖补: 申报批次、申报、核算单、办理记录、公示、拨付与追回';

create table subsidy.round (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  scheme text not null,
  plan_version int not null,
  name text not null check (length(name) between 2 and 100),
  basis_day date not null,
  opens_on date not null,
  closes_on date not null check (closes_on > opens_on),
  pool_fen bigint not null check (pool_fen >= 0),
  reserved_fen bigint not null default 0,
  way text check (way in ('排序', '按比例', '先到先得', '结转')),
  last text check (last in ('给剩余', '不给')),
  opened_by text not null,
  opened_at timestamptz not null,
  primary key (etown, id),
  unique (etown, scheme, name),
  foreign key (etown, plan_version) references plan.version (etown, number),
  constraint pool_never_overspent check (reserved_fen between 0 and pool_fen),
  constraint pool_has_way check ((way is null) = (last is null) and (pool_fen = 0 or way is not null))
);
comment on table subsidy.round is '申报批次: 某奖补办法的一次开放申报';
comment on column subsidy.round.basis_day is '依据日: 决定用哪天的参数、哪一年的数';
comment on column subsidy.round.closes_on is '截止 (不含当日)';
comment on column subsidy.round.pool_fen is '资金池, 分; 免费服务为0';
comment on column subsidy.round.reserved_fen is '已拟补助, 分; 数据库保证不超过资金池';
comment on column subsidy.round.way is '资金不足时的分配办法, 开放前由县里选定';

create table subsidy.rule (
  etown int not null references platform.etown (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  rule jsonb not null,
  primary key (etown, sha256)
);
comment on table subsidy.rule is '所用规则: 核算时的办法、参数、口径全文, 按指纹存一份';

create table subsidy.application (
  etown int not null,
  id bigint generated always as identity,
  round bigint not null,
  party bigint not null,
  project text not null check (length(project) between 1 and 100),
  project_key text not null,
  cost_item text not null,
  exclusion text,
  facts jsonb not null default '[]',
  requested_fen bigint check (requested_fen >= 0),
  recommended_fen bigint check (recommended_fen >= 0),
  granted_fen bigint check (granted_fen >= 0),
  score int not null default 0 check (score between 0 and 1000),
  state text not null check (state in ('draft', 'submitted', 'returned', 'recommended', 'checked', 'publicised', 'objected', 'elapsed', 'decided', 'instructed', 'paid', 'refused', 'appealed', 'closed', 'recovered', 'rejected')),
  version int not null default 1,
  number text,
  submitted_at timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  primary key (etown, id),
  unique (etown, number),
  unique (etown, round, project_key),
  foreign key (etown, round) references subsidy.round (etown, id),
  foreign key (etown, party) references party.party (etown, id),
  constraint submitted_has_number check ((submitted_at is null) = (number is null)),
  constraint within_requested check (recommended_fen <= requested_fen),
  constraint within_recommended check (granted_fen <= recommended_fen)
);
comment on table subsidy.application is '申报: 某主体就某项目在某批次的一份申报';
comment on column subsidy.application.project_key is '主体与项目的归一写法: 判断是不是同一项目';
comment on column subsidy.application.facts is '申报人填的事实 [{name, value}]; 系统数出来的不在其中';
comment on column subsidy.application.score is '评审得分, 只用于排序分配';
comment on column subsidy.application.number is '受理编号';
create index application_party on subsidy.application (etown, party);
create index application_state on subsidy.application (etown, state, id);

create table subsidy.file (
  etown int not null,
  application bigint not null,
  fact text not null,
  sha256 text not null,
  name text not null,
  brought_by text not null,
  brought_at timestamptz not null,
  primary key (etown, application, fact, sha256),
  foreign key (etown, application) references subsidy.application (etown, id),
  foreign key (etown, sha256) references platform.evidence (etown, sha256)
);
comment on table subsidy.file is '申报材料: 哪一项事实凭哪一份文件; 只增不改';

create table subsidy.receipt (
  etown int not null,
  application bigint not null,
  place int not null check (place >= 1),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  rule text not null,
  receipt jsonb not null,
  verdict text not null generated always as (receipt #>> '{result,verdict}') stored,
  amount_fen bigint generated always as ((receipt #>> '{result,amount}')::bigint) stored,
  issued_by text not null,
  issued_at timestamptz not null,
  primary key (etown, application, place),
  foreign key (etown, application) references subsidy.application (etown, id),
  foreign key (etown, rule) references subsidy.rule (etown, sha256)
);
comment on table subsidy.receipt is '核算单: 一次核算的事实、步骤和结果, 带指纹; 重算即再出一份, 旧的不改';

-- An account has one duty at an application: who proposes cannot approve, who approves cannot pay.
create table subsidy.hand (
  etown int not null,
  application bigint not null,
  account text not null,
  duty text not null check (duty in ('apply', 'review', 'check', 'decide', 'pay')),
  primary key (etown, application, account),
  unique (etown, application, account, duty),
  foreign key (etown, application) references subsidy.application (etown, id)
);
comment on table subsidy.hand is '经手: 一人在一份申报上只有一种职责, 申报、初审、财政复核、审定、拨付互相分离';

create table subsidy.deed (
  etown int not null,
  application bigint not null,
  place int not null check (place >= 1),
  event text not null,
  state text not null,
  account text not null,
  duty text not null,
  reason text,
  amount_fen bigint,
  at timestamptz not null,
  primary key (etown, application, place),
  foreign key (etown, application, account, duty) references subsidy.hand (etown, application, account, duty)
);
comment on table subsidy.deed is '办理记录: 谁、以什么职责、做了什么、理由、到了什么状态; 只增不改';
comment on column subsidy.deed.state is '办完后的状态';

create table subsidy.override (
  etown int not null,
  application bigint not null,
  step text not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null check (length(reason) between 4 and 500),
  proposed_by text not null,
  proposed_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  primary key (etown, application, step),
  foreign key (etown, application) references subsidy.application (etown, id),
  constraint approved_by_another check (approved_by <> proposed_by),
  constraint approved_at_once check ((approved_by is null) = (approved_at is null))
);
comment on table subsidy.override is '放宽: “原则上”的上限对一份申报放宽到多少, 一人提出, 另一人批准';

create table subsidy.benefit (
  etown int not null,
  id bigint generated always as identity,
  exclusion text not null,
  project_key text not null,
  cost_item text not null,
  application bigint not null,
  held_at timestamptz not null,
  released_at timestamptz check (released_at >= held_at),
  primary key (etown, id),
  foreign key (etown, application) references subsidy.application (etown, id)
);
create unique index benefit_once on subsidy.benefit (etown, exclusion, project_key, cost_item) where released_at is null;
create unique index benefit_application on subsidy.benefit (etown, application) where released_at is null;
comment on table subsidy.benefit is '已占用的享受: 同一项目的同一费用, 在同一不得重复享受的范围内只有一份';

create table subsidy.notice (
  etown int not null,
  id bigint generated always as identity,
  round bigint not null,
  published_on date not null,
  last_day date not null check (last_day > published_on),
  working_days int not null check (working_days >= 1),
  state text not null check (state in ('running', 'superseded', 'ended')),
  entries jsonb not null,
  sha256 text not null,
  replaces bigint,
  reason text,
  published_by text not null,
  published_at timestamptz not null,
  primary key (etown, id),
  unique (etown, replaces),
  foreign key (etown, round) references subsidy.round (etown, id),
  foreign key (etown, replaces) references subsidy.notice (etown, id),
  constraint restart_has_reason check ((replaces is null) or (reason is not null))
);
create unique index notice_running on subsidy.notice (etown, round) where state = 'running';
comment on table subsidy.notice is '公示: 脱敏名单和公示期; 改动名单即另发一份, 重新计算工作日';
comment on column subsidy.notice.last_day is '公示期最后一个工作日; 发布当日不算';

create table subsidy.objection (
  etown int not null,
  id bigint generated always as identity,
  notice bigint not null,
  application bigint not null,
  said text not null check (length(said) between 2 and 2000),
  upheld boolean,
  answer text,
  raised_by text not null,
  raised_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  primary key (etown, id),
  foreign key (etown, notice) references subsidy.notice (etown, id),
  foreign key (etown, application) references subsidy.application (etown, id),
  constraint settled_has_answer check ((upheld is null) = (answer is null) and (answer is null) = (settled_by is null) and (settled_by is null) = (settled_at is null))
);
comment on table subsidy.objection is '异议: 对公示名单的意见和答复';
create unique index objection_open on subsidy.objection (etown, application) where settled_at is null;

create table subsidy.payment (
  etown int not null,
  application bigint not null,
  number text not null,
  amount_fen bigint not null check (amount_fen > 0),
  recovered_fen bigint not null default 0,
  receipt text not null,
  instructed_at timestamptz not null,
  paid_at timestamptz,
  voucher text,
  primary key (etown, application),
  unique (etown, number),
  unique (etown, voucher),
  foreign key (etown, application) references subsidy.application (etown, id),
  constraint paid_has_voucher check ((paid_at is null) = (voucher is null)),
  constraint recovered_within_paid check (recovered_fen between 0 and amount_fen)
);
comment on table subsidy.payment is '拨付: 一份申报只有一条拨付指令';
comment on column subsidy.payment.receipt is '凭以拨付的核算单指纹';
comment on column subsidy.payment.recovered_fen is '已追回, 分';

select platform.guard_tables('subsidy',
  only_appended => array['rule', 'file', 'receipt', 'hand', 'deed'],
  changing => array['round', 'application', 'override', 'benefit', 'notice', 'objection', 'payment']);
grant select, insert, update on subsidy.round, subsidy.application, subsidy.override, subsidy.benefit, subsidy.notice, subsidy.objection, subsidy.payment to ezhen_app;
do $$
declare t text;
begin
  foreach t in array array['round', 'application', 'override', 'benefit', 'notice', 'objection', 'payment'] loop
    execute format('create trigger never_removed before delete on subsidy.%I for each row execute function platform.refuse_change()', t);
  end loop;
end $$;
