-- SPDX-License-Identifier: MIT

set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION sanyam_private.customer_of(user_id uuid)
 RETURNS json
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
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
$function$;
