// SPDX-License-Identifier: MIT

import { CloudConfiguration } from '@sanyam/types';
import { ContainerModule } from '@theia/core/shared/inversify';
import { bindFeatures } from './bind-features';
import { bindPlan } from './plan/bind-plan';

export default new ContainerModule((bind, _unbind, isBound, _rebind, _unbindAsync, onActivation) => {
    if (isBound(CloudConfiguration)) {
        bindFeatures(bind, onActivation);
        bindPlan(bind);
    }
});
