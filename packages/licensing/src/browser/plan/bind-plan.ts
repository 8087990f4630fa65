// SPDX-License-Identifier: MIT

import '../../../src/browser/style/plan.css';
import { AuthSession, CloudConfiguration, PlanOffers } from '@sanyam/types';
import { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { bindViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import { WidgetFactory } from '@theia/core/lib/browser/widget-manager';
import type { interfaces } from '@theia/core/shared/inversify';
import { DeclinedOffers } from '../declined-offers';
import { GatewayBilling } from '../gateway-billing';
import { CheckoutReturn } from './checkout-return';
import { PlanActions } from './plan-actions';
import { PlanContribution } from './plan-contribution';
import { PlanModel } from './plan-model';
import { PlanOfferService } from './plan-offer-service';
import { PlanWidget } from './plan-widget';
import { SignInNoticeContribution } from './sign-in-notice-contribution';
import { LastPlans } from './smaller-plan';
import { SmallerPlanContribution } from './smaller-plan-contribution';
import { SubscriptionNoticeContribution } from './subscription-notice-contribution';

/** Binds the page about the plan, and the offers of larger plans. */
export function bindPlan(bind: interfaces.Bind): void {
    bind(GatewayBilling)
        .toDynamicValue(
            ({ container }) =>
                new GatewayBilling(container.get(CloudConfiguration), container.get(AuthSession), (input, init) =>
                    fetch(input, init)
                )
        )
        .inSingletonScope();
    bind(DeclinedOffers)
        .toDynamicValue(() => new DeclinedOffers(window.localStorage))
        .inSingletonScope();
    bind(LastPlans)
        .toDynamicValue(() => new LastPlans(window.localStorage))
        .inSingletonScope();
    bind(PlanActions).toSelf().inSingletonScope();
    bind(PlanModel).toSelf().inSingletonScope();
    bind(PlanWidget).toSelf();
    bind(WidgetFactory).toDynamicValue(({ container }) => ({
        id: PlanWidget.ID,
        createWidget: () => container.get(PlanWidget)
    }));
    bindViewContribution(bind, PlanContribution);
    bind(PlanOffers).to(PlanOfferService).inSingletonScope();
    for (const contribution of [
        SignInNoticeContribution,
        SubscriptionNoticeContribution,
        SmallerPlanContribution,
        CheckoutReturn
    ]) {
        bind(contribution).toSelf().inSingletonScope();
        bind(FrontendApplicationContribution).toService(contribution);
    }
}
