// SPDX-License-Identifier: MIT

import { LocalizationContribution } from '@theia/core/lib/node/i18n/localization-contribution';
import { ContainerModule } from '@theia/core/shared/inversify';
import { DiskFileSystemProvider } from '@theia/filesystem/lib/node/disk-file-system-provider';
import { PlainFileProvider } from './file-system/plain-file-provider';
import { GermanLocalization } from './german-localization';

export default new ContainerModule((bind, _unbind, isBound, rebind) => {
    bind(LocalizationContribution).to(GermanLocalization).inSingletonScope();
    if (isBound(DiskFileSystemProvider)) {
        rebind(DiskFileSystemProvider).to(PlainFileProvider);
    }
});
