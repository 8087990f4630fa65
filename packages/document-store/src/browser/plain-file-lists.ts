// SPDX-License-Identifier: MIT

import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import { injectable, type interfaces } from '@theia/core/shared/inversify';
import { QuickFileOpenService } from '@theia/file-search/lib/browser/quick-file-open';
import { QuickFileSelectService } from '@theia/file-search/lib/browser/quick-file-select-service';
import { QuickOpenWorkspace } from '@theia/workspace/lib/browser/quick-open-workspace';
import { NamedFileOpen } from './named-file-open';
import { plainItem, plainQuickInput } from './plain-items';

/** Go to File, with names as they are. */
@injectable()
class PlainFileList extends QuickFileSelectService {
    override async getPicks(...parameters: Parameters<QuickFileSelectService['getPicks']>) {
        return (await super.getPicks(...parameters)).map(plainItem);
    }
}

/** Shows the names of files and folders as they are in the lists of Theia, which take `$(bug)` in a name for an icon. */
export function bindPlainFileLists(rebind: interfaces.Rebind): void {
    rebind(QuickFileSelectService).to(PlainFileList).inSingletonScope();
    rebind(QuickFileOpenService).to(NamedFileOpen).inSingletonScope();
    rebind(QuickOpenWorkspace)
        .toDynamicValue(({ container }) => {
            const child = container.createChild();
            child
                .bind(QuickInputService)
                .toConstantValue(plainQuickInput(container.get<QuickInputService>(QuickInputService)));
            child.bind(QuickOpenWorkspace).toSelf();
            return child.get(QuickOpenWorkspace);
        })
        .inSingletonScope();
}
