-- 0035 report: 信息报送. Forms, reports with their review, locked snapshots, dispatches upwards, bulletins, and the receiving side.
-- Lock cost: brief; identity.membership's two checks are widened without reading old rows, all else is new.

alter table identity.membership drop constraint known_roles;
alter table identity.membership add constraint known_roles check (roles <@ array['leader', 'office', 'agriculture',
  'revitalization', 'approval', 'investment', 'publicity', 'township', 'finance', 'operator', 'operator-finance', 'merchant',
  'station-keeper', 'courier', 'lecturer', 'trainee', 'bank', 'reviewer', 'auditor', 'city']) not valid;
alter table identity.membership drop constraint one_side;
alter table identity.membership add constraint one_side check (
  (roles && array['leader', 'office', 'agriculture', 'revitalization', 'approval', 'investment', 'publicity', 'township'])::int
  + (roles && array['finance'])::int
  + (roles && array['operator', 'operator-finance', 'merchant', 'station-keeper', 'courier', 'lecturer', 'trainee'])::int
  + (roles && array['bank'])::int
  + (roles && array['reviewer', 'auditor'])::int
  + (roles && array['city'])::int <= 1) not valid;

create schema report;
comment on schema report is '信息报送: 报表、审核、锁定快照、上报包、简报, 以及上级的接收';

create table report.form (
  etown int not null references platform.etown (id),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  version int not null check (version >= 1),
  every text not null check (every in ('month', 'quarter', 'half-year', 'year')),
  name text not null check (length(name) between 2 and 80),
  content text not null check (length(content) <= 200000),
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  template text,
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, code, version),
  foreign key (etown, template) references platform.evidence (etown, sha256)
);
comment on table report.form is '报表式样: 栏目、取数、校验与单元格映射; 每次修改另存一版, 已开的期次仍用原版';
comment on column report.form.content is '规范化 JSON';
comment on column report.form.template is '外部报表的 Excel 原件; 空为内置报表';

create table report.report (
  etown int not null,
  id bigint generated always as identity,
  form text not null,
  version int not null,
  period text not null check (period ~ '^20[0-9]{2}(-(0[1-9]|1[0-2])|Q[1-4]|H[12])?$'),
  period_from date not null,
  period_until date not null,
  due_on date,
  opened_by text not null,
  opened_at timestamptz not null,
  primary key (etown, id),
  unique (etown, form, period),
  foreign key (etown, form, version) references report.form (etown, code, version),
  check (period_from < period_until)
);
comment on table report.report is '报表期次: 一个式样一期一份';
comment on column report.report.period_until is '期间止 (不含当日)';
comment on column report.report.due_on is '应报日; 空: 国务院放假安排尚未公布, 算不出工作日';

-- The state machine is this table: a step begins where the step before it ended, and only these steps are known.
create table report.step (
  etown int not null,
  report bigint not null,
  no int not null check (no >= 1),
  prior int check (prior = no - 1),
  action text not null,
  before text,
  after text not null,
  note text check (length(note) between 2 and 500),
  by text not null,
  at timestamptz not null,
  primary key (etown, report, no),
  unique (etown, report, no, after),
  foreign key (etown, report) references report.report (etown, id),
  foreign key (etown, report, prior, before) references report.step (etown, report, no, after),
  check ((no = 1) = (prior is null) and (no = 1) = (before is null)),
  constraint known_step check ((action, coalesce(before, ''), after) in (('open', '', 'filling'), ('submit', 'filling', 'township'),
    ('pass', 'township', 'county'), ('return', 'township', 'filling'), ('return', 'county', 'filling'),
    ('lock', 'county', 'locked'), ('dispatch', 'locked', 'dispatched'), ('amend', 'locked', 'filling'),
    ('amend', 'dispatched', 'filling'))),
  check (action <> 'amend' or note is not null)
);
comment on table report.step is '报送步骤: open 开始, submit 提交, pass 镇级通过, return 退回, lock 锁定, dispatch 上报, amend 更正; 现状是最后一步的 after';

create table report.cell (
  etown int not null,
  report bigint not null,
  field text not null check (field ~ '^[a-z][a-z0-9-]{0,39}$'),
  no int not null check (no >= 1),
  prior int check (prior = no - 1),
  origin text not null check (origin in ('computed', 'typed', 'handed-in', 'unknown', 'no-base', 'blank')),
  value text check (length(value) <= 2000),
  note text check (length(note) <= 500),
  words jsonb,
  lineage jsonb,
  step int not null,
  state text not null default 'filling' check (state = 'filling'),
  by text not null,
  at timestamptz not null,
  primary key (etown, report, field, no),
  foreign key (etown, report, step, state) references report.step (etown, report, no, after),
  foreign key (etown, report, field, prior) references report.cell (etown, report, field, no),
  check ((no = 1) = (prior is null)),
  check ((value is null) = (origin in ('unknown', 'no-base', 'blank'))),
  check (origin = 'computed' or lineage is null or origin = 'no-base')
);
comment on table report.cell is '单元格: 每次填写另存一行; computed 由明细计算, typed 填报, handed-in 离线表交来, unknown 未知, no-base 无可比基数, blank 清空';
comment on column report.cell.step is '写时报表所在的步骤, 须是填报中的最后一步';
comment on column report.cell.value is '数为最简分数 num/den (基本单位), 文字为原文';

create table report.remark (
  etown int not null,
  id bigint generated always as identity,
  report bigint not null,
  step int not null,
  action text not null default 'filling' check (action = 'filling'),
  field text not null default '' check (field ~ '^([a-z][a-z0-9-]{0,39})?$'),
  text text not null check (length(text) between 2 and 500),
  by text not null,
  at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, report, step, action) references report.step (etown, report, no, after)
);
comment on table report.remark is '退回意见: 写在单元格上 (field 空为整表), 再次提交后仍在';
create index remark_report on report.remark (etown, report);

create table report.snapshot (
  etown int not null,
  report bigint not null,
  number int not null check (number >= 1),
  prior int check (prior = number - 1),
  previous text,
  step int not null,
  state text not null default 'locked' check (state = 'locked'),
  content text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  by text not null,
  at timestamptz not null,
  primary key (etown, report, number),
  unique (etown, report, step),
  unique (etown, report, number, sha256),
  foreign key (etown, report, step, state) references report.step (etown, report, no, after),
  foreign key (etown, report, prior, previous) references report.snapshot (etown, report, number, sha256),
  check ((number = 1) = (prior is null) and (number = 1) = (previous is null))
);
comment on table report.snapshot is '锁定快照: 数、口径、来历的规范化 JSON 及其哈希; 更正是下一号, 并指明上一号的哈希';

create table report.dispatch (
  etown int not null references platform.etown (id),
  number int not null check (number >= 1),
  prior int check (prior = number - 1),
  previous text,
  content text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  by text not null,
  at timestamptz not null,
  primary key (etown, number),
  unique (etown, number, sha256),
  foreign key (etown, prior, previous) references report.dispatch (etown, number, sha256),
  check ((number = 1) = (prior is null) and (number = 1) = (previous is null))
);
comment on table report.dispatch is '上报包: 签名的快照集合, 每包指明上一包的哈希';

create table report.dispatched (
  etown int not null,
  dispatch int not null,
  place int not null check (place >= 1),
  report bigint not null,
  number int not null,
  sha256 text not null,
  primary key (etown, dispatch, place),
  unique (etown, report, number),
  foreign key (etown, dispatch) references report.dispatch (etown, number),
  foreign key (etown, report, number, sha256) references report.snapshot (etown, report, number, sha256)
);
comment on table report.dispatched is '上报包的成员: 一号快照只上报一次';

create table report.bulletin (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('bulletin', 'work-report')),
  made_by text not null,
  made_at timestamptz not null,
  primary key (etown, id)
);
comment on table report.bulletin is '信息: bulletin 简报, work-report 工作报告';

create table report.draft (
  etown int not null,
  bulletin bigint not null,
  no int not null check (no >= 1),
  title text not null check (length(title) between 4 and 120),
  body text not null check (length(body) between 4 and 20000),
  by text not null,
  at timestamptz not null,
  primary key (etown, bulletin, no),
  foreign key (etown, bulletin) references report.bulletin (etown, id)
);
comment on table report.draft is '信息稿: 每次修改另存一稿; 文中的数字是对报表单元格的引用';

create table report.bulletin_step (
  etown int not null,
  bulletin bigint not null,
  no int not null check (no >= 1),
  prior int check (prior = no - 1),
  action text not null,
  before text,
  after text not null,
  draft int not null,
  note text check (length(note) between 2 and 500),
  by text not null,
  at timestamptz not null,
  primary key (etown, bulletin, no),
  unique (etown, bulletin, no, after),
  foreign key (etown, bulletin, draft) references report.draft (etown, bulletin, no),
  foreign key (etown, bulletin, prior, before) references report.bulletin_step (etown, bulletin, no, after),
  check ((no = 1) = (prior is null) and (no = 1) = (before is null)),
  constraint known_bulletin_step check ((action, coalesce(before, ''), after) in (('write', '', 'draft'), ('write', 'draft', 'draft'),
    ('submit', 'draft', 'waiting'), ('return', 'waiting', 'draft'), ('publish', 'waiting', 'published'),
    ('withdraw', 'published', 'withdrawn'))),
  check (action not in ('return', 'withdraw') or note is not null)
);
comment on table report.bulletin_step is '信息的步骤: write 拟稿, submit 送审, return 退回, publish 审定发布, withdraw 撤下';

create table report.issue (
  etown int not null,
  bulletin bigint not null,
  step int not null,
  state text not null default 'published' check (state = 'published'),
  content text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  primary key (etown, bulletin),
  foreign key (etown, bulletin, step, state) references report.bulletin_step (etown, bulletin, no, after)
);
comment on table report.issue is '已发布的信息: 文字与数字在发布时固定';

create table report.sender (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  origin text not null check (length(origin) between 3 and 200),
  name text not null check (length(name) between 2 and 80),
  ed25519 text not null check (length(ed25519) <= 400),
  sm2 text not null check (length(sm2) <= 400),
  confirmed text not null check (length(confirmed) between 4 and 200),
  added_by text not null,
  added_at timestamptz not null,
  primary key (etown, id),
  unique (etown, origin)
);
comment on table report.sender is '下级报送单位及其验签公钥; confirmed 为当面或经第二渠道核对公钥的说明';

create table report.received (
  etown int not null,
  sender bigint not null,
  number int not null check (number >= 1),
  prior int check (prior = number - 1),
  previous text,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content text not null,
  by text not null,
  at timestamptz not null,
  primary key (etown, sender, number),
  unique (etown, sender, number, sha256),
  foreign key (etown, sender) references report.sender (etown, id),
  foreign key (etown, sender, prior, previous) references report.received (etown, sender, number, sha256),
  check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  check ((number = 1) = (prior is null) and (number = 1) = (previous is null))
);
comment on table report.received is '收到的上报包: 与上一包首尾相接才收, 整包收或整包不收';

create table report.received_snapshot (
  etown int not null,
  sender bigint not null,
  received int not null,
  place int not null check (place >= 1),
  form text not null,
  period text not null,
  number int not null check (number >= 1),
  content text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  primary key (etown, sender, received, place),
  unique (etown, sender, form, period, number),
  foreign key (etown, sender, received) references report.received (etown, sender, number)
);
comment on table report.received_snapshot is '收到的锁定快照; 汇总只看这里, 从不看下级未锁定的数';

select platform.guard_tables('report', only_appended => array['form', 'report', 'step', 'cell', 'remark', 'snapshot', 'dispatch',
  'dispatched', 'bulletin', 'draft', 'bulletin_step', 'issue', 'sender', 'received', 'received_snapshot']);

-- One report at a time: cells wait for a step that is being taken, a step for cells that are being written.
create function report.hold(town int, which bigint, alone boolean) returns void
  language plpgsql as $$
begin
  if alone then
    perform pg_advisory_xact_lock(hashtextextended('report.report', town::bigint << 40 | which));
  else
    perform pg_advisory_xact_lock_shared(hashtextextended('report.report', town::bigint << 40 | which));
  end if;
end $$;
comment on function report.hold is '占住一份报表: 写格子共享, 走步骤独占, 到事务结束';

create function report.cell_is_open() returns trigger
  language plpgsql as $$
begin
  perform report.hold(new.etown, new.report, false);
  if new.step is distinct from (select max(no) from report.step where etown = new.etown and report = new.report) then
    raise exception '报表不在填报中, 格子不能改' using errcode = 'check_violation', constraint = 'cell_is_open';
  end if;
  return new;
end $$;
create trigger cell_is_open before insert on report.cell for each row execute function report.cell_is_open();

-- Who wrote or submitted since it was opened (or amended) does not review; who passed for the township does not lock.
create function report.reviewer_is_another() returns trigger
  language plpgsql as $$
declare
  begun int;
begin
  perform report.hold(new.etown, new.report, true);
  if new.action in ('pass', 'lock') then
    select no into begun from report.step where etown = new.etown and report = new.report
      and action in ('open', 'amend') order by no desc limit 1;
    if exists (select from report.step s where s.etown = new.etown and s.report = new.report and s.no >= begun
          and s.action in ('submit', 'pass') and s."by" = new."by")
        or exists (select from report.cell c where c.etown = new.etown and c.report = new.report and c.step >= begun
          and c.origin <> 'computed' and c.lineage is null and c."by" = new."by") then
      raise exception '填报、镇级审核、县级锁定须为三人' using errcode = 'check_violation', constraint = 'reviewer_is_another';
    end if;
  end if;
  return new;
end $$;
create trigger reviewer_is_another before insert on report.step for each row execute function report.reviewer_is_another();

-- Seen at the commit: a lock has its snapshot, a return says why, a dispatch has its package.
create function report.step_is_whole() returns trigger
  language plpgsql as $$
begin
  if new.action = 'lock' and not exists (select from report.snapshot s
      where s.etown = new.etown and s.report = new.report and s.step = new.no) then
    raise exception '锁定而无快照' using errcode = 'check_violation', constraint = 'lock_has_snapshot';
  end if;
  if new.action = 'return' and not exists (select from report.remark r
      where r.etown = new.etown and r.report = new.report and r.step = new.no) then
    raise exception '退回而无意见' using errcode = 'check_violation', constraint = 'return_says_why';
  end if;
  if new.action = 'dispatch' and not exists (select from report.dispatched d
      join report.snapshot s on s.etown = d.etown and s.report = d.report and s.number = d.number
      where d.etown = new.etown and d.report = new.report and s.step < new.no
        and s.number = (select max(n.number) from report.snapshot n where n.etown = new.etown and n.report = new.report)) then
    raise exception '上报而不在包中' using errcode = 'check_violation', constraint = 'dispatch_has_member';
  end if;
  return null;
end $$;
create constraint trigger step_is_whole after insert on report.step deferrable initially deferred
  for each row execute function report.step_is_whole();

create function report.publisher_is_another() returns trigger
  language plpgsql as $$
begin
  if new.action = 'publish' and exists (select from report.draft d where d.etown = new.etown and d.bulletin = new.bulletin and d."by" = new."by") then
    raise exception '拟稿与审定须为两人' using errcode = 'check_violation', constraint = 'publisher_is_another';
  end if;
  return new;
end $$;
create trigger publisher_is_another before insert on report.bulletin_step for each row execute function report.publisher_is_another();
