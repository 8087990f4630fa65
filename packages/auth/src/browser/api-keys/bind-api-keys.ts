// SPDX-License-Identifier: MIT

import '../../../src/browser/style/api-keys.css';
import { bindViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import { WidgetFactory } from '@theia/core/lib/browser/widget-manager';
import type { interfaces } from '@theia/core/shared/inversify';
import { ApiKeysActions } from './api-keys-actions';
import { ApiKeysContribution } from './api-keys-contribution';
import { ApiKeysModel } from './api-keys-model';
import { ApiKeysWidget } from './api-keys-widget';

/** Binds the page about API keys. */
export function bindApiKeys(bind: interfaces.Bind): void {
    bind(ApiKeysModel).toSelf().inSingletonScope();
    bind(ApiKeysActions).toSelf().inSingletonScope();
    bind(ApiKeysWidget).toSelf();
    bind(WidgetFactory).toDynamicValue(({ container }) => ({
        id: ApiKeysWidget.ID,
        createWidget: () => container.get(ApiKeysWidget)
    }));
    bindViewContribution(bind, ApiKeysContribution);
}
