// SPDX-License-Identifier: MIT

import { LocalizationContribution } from '@theia/core/lib/node/i18n/localization-contribution';
import { ContainerModule } from '@theia/core/shared/inversify';
import { GermanLocalization } from './german-localization';

export default new ContainerModule(bind => {
    bind(LocalizationContribution).to(GermanLocalization).inSingletonScope();
});
