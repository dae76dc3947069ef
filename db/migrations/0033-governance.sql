-- 0033 governance: 领导小组 meetings, decisions, tasks and their supervision.
-- Lock cost: none, only new tables.

create schema governance;
comment on schema governance is '领导小组: 会议、议定事项、督查任务、逾期催办; 机构与职责以方案为准, 不另存';

create table governance.meeting (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  title text not null check (length(title) between 2 and 200),
  planned_on date not null,
  place text not null check (length(place) between 1 and 200),
  agenda text[] not null check (cardinality(agenda) between 1 and 30),
  called_by text not null,
  called_at timestamptz not null,
  held_on date,
  attended text check (length(attended) between 2 and 2000),
  minutes text,
  held_by text,
  held_at timestamptz,
  primary key (etown, id),
  foreign key (etown, minutes) references platform.evidence (etown, sha256),
  check ((held_on is null) = (minutes is null) and (held_on is null) = (held_by is null) and (held_on is null) = (held_at is null)
    and (held_on is null) = (attended is null))
);
comment on table governance.meeting is '领导小组会议: 议程随通知定下, 开过后附纪要原件, 不再改';
comment on column governance.meeting.minutes is '会议纪要原件的 SHA-256';

create function governance.held_once() returns trigger language plpgsql as $$
begin
  if old.held_on is not null then
    raise exception '会议已经记录' using errcode = 'check_violation', constraint = 'held_once';
  end if;
  return new;
end $$;
create trigger held_once before update on governance.meeting for each row execute function governance.held_once();

create table governance.decision (
  etown int not null,
  id bigint generated always as identity,
  meeting bigint not null,
  number int not null check (number >= 1),
  text text not null check (length(text) between 2 and 2000),
  primary key (etown, id),
  unique (etown, meeting, number),
  foreign key (etown, meeting) references governance.meeting (etown, id)
);
comment on table governance.decision is '议定事项: 会议决定了什么; 只增不改';

create table governance.task (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  decision bigint,
  title text not null check (length(title) between 2 and 500),
  owner text not null check (length(owner) between 1 and 80),
  days int not null check (days between 1 and 250),
  assigned_on date not null,
  due_on date not null check (due_on > assigned_on),
  assigned_by text not null,
  assigned_at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, decision) references governance.decision (etown, id)
);
comment on table governance.task is '督查任务: 由议定事项或督查而来, 责任单位、工作日期限; 只增不改, 进展另记';
comment on column governance.task.owner is '责任单位 (方案机构的代码)';
comment on column governance.task.due_on is '期限 (含当日); 按工作日从次日起算, 延期另记一步';

create table governance.step (
  etown int not null,
  task bigint not null,
  number int not null check (number >= 1),
  kind text not null check (kind in ('reported', 'returned', 'extended', 'escalated', 'closed')),
  text text not null check (length(text) between 2 and 2000),
  sha256 text,
  due_on date,
  level int check (level in (1, 2)),
  by text not null,
  at timestamptz not null,
  primary key (etown, task, number),
  foreign key (etown, task) references governance.task (etown, id),
  foreign key (etown, sha256) references platform.evidence (etown, sha256),
  check ((kind = 'extended') = (due_on is not null)),
  check ((kind = 'escalated') = (level is not null)),
  check (kind <> 'reported' or sha256 is not null)
);
comment on table governance.step is '任务进展: reported 办结上报 (附佐证), returned 退回, extended 延期, escalated 逾期催办, closed 销号; 只增不改';
comment on column governance.step.level is '催办级别: 1 报办公室, 2 报组长';

-- 上报 → 销号 | 退回; 上报的人不销号; 销号后什么也不再发生.
create function governance.step_follows() returns trigger language plpgsql as $$
declare
  last int;
  ended boolean;
  report governance.step;
begin
  perform pg_advisory_xact_lock(hashtextextended('governance.step/' || new.etown || '/' || new.task, 0));
  select coalesce(max(number), 0), coalesce(bool_or(kind = 'closed'), false) into last, ended
    from governance.step where etown = new.etown and task = new.task;
  if ended or new.number <> last + 1 then
    raise exception '任务已销号或步骤不连续' using errcode = 'check_violation', constraint = 'step_follows';
  end if;
  if new.kind in ('closed', 'returned') then
    select * into report from governance.step
      where etown = new.etown and task = new.task and kind in ('reported', 'returned') order by number desc limit 1;
    if report.kind is distinct from 'reported' then
      raise exception '没有上报, 不能销号或退回' using errcode = 'check_violation', constraint = 'step_follows';
    end if;
    if report."by" = new."by" then
      raise exception '上报的人不能销号' using errcode = 'check_violation', constraint = 'step_by_another';
    end if;
  end if;
  return new;
end $$;
create trigger step_follows before insert on governance.step
  for each row execute function governance.step_follows();

select platform.guard_tables('governance', only_appended => array['decision', 'task', 'step'], changing => array['meeting']);
grant select, insert on governance.meeting to ezhen_app;
grant update (held_on, attended, minutes, held_by, held_at) on governance.meeting to ezhen_app;

-- How every task stands: the limit that holds, the last report, how far it was escalated.
create view governance.standing with (security_invoker = true) as
  select t.*, coalesce(x.due_on, t.due_on) as runs_to, s.kind as last_kind, s.by as last_by, coalesce(e.level, 0) as level
  from governance.task t
  left join lateral (select due_on from governance.step x where x.etown = t.etown and x.task = t.id and x.kind = 'extended'
    order by number desc limit 1) x on true
  left join lateral (select kind, by from governance.step s where s.etown = t.etown and s.task = t.id
    and s.kind in ('reported', 'returned', 'closed') order by number desc limit 1) s on true
  left join lateral (select max(level) as level from governance.step e where e.etown = t.etown and e.task = t.id
    and e.kind = 'escalated' and e.number > coalesce((select max(number) from governance.step y
      where y.etown = t.etown and y.task = t.id and y.kind = 'extended'), 0)) e on true;
comment on view governance.standing is '任务现状: 现行期限、最近的上报或退回、催办到哪一级';
grant select on governance.standing to ezhen_app;
