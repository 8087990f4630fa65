-- SPDX-License-Identifier: MIT

-- What the payment service says about users: their customer, and the state of each subscription. The gateway's billing
-- writes it with the service role, and decides what a state of the service means. Here is what follows for the tier.

-- Numbers the reads of the payment service. A gateway takes a number before it reads a subscription, and writes what it
-- read with that number. So of two gateways that read the same one, the later read stays, whoever writes last.
create sequence sanyam_private.billing_reads;

-- The customer of a user: one each, and the first one stays while the payment service has it. So a customer that names
-- the id of somebody else gets nothing from it.
--   tier  what billing gave the user; null without a subscription that holds a plan. If the user has another tier,
--         somebody set it by hand, and the end of a subscription leaves it alone.
create table sanyam_private.billing_accounts (
    user_id uuid primary key references public.user_profiles (id) on delete cascade,
    customer_id text not null unique,
    tier text,
    created_at timestamptz not null default sanyam_private.clock(),
    constraint customer_has_an_id check (char_length(customer_id) between 1 and 255)
);

grant select on sanyam_private.billing_accounts to sanyam_api;
alter table sanyam_private.billing_accounts enable row level security;

create policy "functions see the caller's customer" on sanyam_private.billing_accounts
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

-- The subscriptions of users, as the payment service had them when they were last read.
--   tier         null if no setting names its price
--   holds        whether the plan holds in this state; with `holds_until` only until then
--   read_number  of sanyam_private.billing_reads
create table sanyam_private.billing_subscriptions (
    id text primary key,
    user_id uuid not null references sanyam_private.billing_accounts (user_id) on delete cascade,
    tier text,
    status text not null,
    holds boolean not null,
    holds_until timestamptz,
    period_end timestamptz,
    cancel_at_period_end boolean not null,
    read_number bigint not null,
    updated_at timestamptz not null,
    constraint subscription_has_an_id check (char_length(id) between 1 and 255),
    constraint subscription_has_a_status check (char_length(status) between 1 and 100)
);

create index billing_subscriptions_of_a_user on sanyam_private.billing_subscriptions (user_id);
create index billing_subscriptions_in_grace on sanyam_private.billing_subscriptions (holds_until) where holds;
-- For the nightly job.
create index billing_subscriptions_that_ended on sanyam_private.billing_subscriptions (updated_at) where not holds;

grant select on sanyam_private.billing_subscriptions to sanyam_api;
alter table sanyam_private.billing_subscriptions enable row level security;

create policy "functions see the caller's subscriptions" on sanyam_private.billing_subscriptions
    for select to sanyam_api using (user_id = (select sanyam_private.caller_id()));

-- Returns a number for the next read of the payment service. Security definer, because nobody else may take one.
create function sanyam_private.next_billing_read() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    return nextval('sanyam_private.billing_reads');
end;
$$;
grant execute on function sanyam_private.next_billing_read() to sanyam_api;

-- Answers a number for the next read of the payment service, for the gateway. Fails with FORBIDDEN.
create function public.start_billing_read() returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    return to_json(sanyam_private.next_billing_read());
end;
$$;
call sanyam_private.expose('public.start_billing_read()', 'service_role');

-- Fails with VALIDATION_ERROR unless the text can be an id of the payment service.
create function sanyam_private.require_billing_id(field text, value text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_valid(jsonb_build_object(
        field, case when coalesce(char_length(value), 0) not between 1 and 255 then 'An id has 1 to 255 characters.' end
    ));
end;
$$;
grant execute on function sanyam_private.require_billing_id(text, text) to sanyam_api;

-- Gives a user their customer, and returns the id of the customer that they have then. The first one stays, but for
-- `lost_customer_id`: if they have that one, they get the other in its place. Null if there is no such user, or if they
-- have none and the customer belongs to another one. Security definer, because billing works for all users.
create function sanyam_private.give_customer(user_id uuid, customer_id text, lost_customer_id text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from public.user_profiles p where p.id = give_customer.user_id for no key update;
    if not found then
        return null;
    end if;
    insert into sanyam_private.billing_accounts (user_id, customer_id)
    values (give_customer.user_id, give_customer.customer_id)
    on conflict do nothing;
    update sanyam_private.billing_accounts a
    set customer_id = give_customer.customer_id
    where a.user_id = give_customer.user_id and a.customer_id = lost_customer_id
        and not exists (
            select from sanyam_private.billing_accounts b where b.customer_id = give_customer.customer_id
        );
    return (select a.customer_id from sanyam_private.billing_accounts a where a.user_id = give_customer.user_id);
end;
$$;
grant execute on function sanyam_private.give_customer(uuid, text, text) to sanyam_api;

-- Answers the id of a user's customer, and gives them `customer_id` first if they have none, or if they have
-- `lost_customer_id`, which the payment service does not have any more. Null without one. Fails with FORBIDDEN,
-- VALIDATION_ERROR.
create function public.link_customer(user_id uuid, customer_id text, lost_customer_id text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    perform sanyam_private.require_billing_id('customer_id', customer_id);
    return to_json(sanyam_private.give_customer(user_id, customer_id, lost_customer_id));
end;
$$;
call sanyam_private.expose('public.link_customer(uuid, text, text)', 'service_role');

-- Returns what a checkout and an operator need to know of a user. Security definer, because billing works for all
-- users.
create function sanyam_private.customer_of(user_id uuid) returns json
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (
        select json_build_object(
            'email', p.email,
            'tier', p.tier,
            'customer_id', a.customer_id,
            'subscriptions', (
                select coalesce(json_agg(json_build_object(
                    'id', s.id,
                    'tier', s.tier,
                    'status', s.status,
                    'is_active', s.holds,
                    'pay_until', sanyam_private.rfc3339(s.holds_until),
                    'period_end', sanyam_private.rfc3339(s.period_end),
                    'cancel_at_period_end', s.cancel_at_period_end
                ) order by s.updated_at desc), '[]')
                from sanyam_private.billing_subscriptions s
                where s.user_id = p.id
            )
        )
        from public.user_profiles p
        left join sanyam_private.billing_accounts a on a.user_id = p.id
        where p.id = customer_of.user_id
    );
end;
$$;
grant execute on function sanyam_private.customer_of(uuid) to sanyam_api;

-- Answers the address, the tier, the customer and the subscriptions of a user; null without such a user. Fails with
-- FORBIDDEN.
create function public.billing_account(user_id uuid) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sanyam_private.require_system();
    return sanyam_private.customer_of(user_id);
end;
$$;
call sanyam_private.expose('public.billing_account(uuid)', 'service_role');
