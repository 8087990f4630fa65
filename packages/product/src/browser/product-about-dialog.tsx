// SPDX-License-Identifier: MIT

import { AboutDialog } from '@theia/core/lib/browser/about-dialog';
import { FrontendApplicationConfigProvider } from '@theia/core/lib/browser/frontend-application-config-provider';
import { nls } from '@theia/core/lib/common/nls';
import { injectable } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';

/** The About dialog with name, version and extensions, without Theia's line about the VS Code API version. */
@injectable()
export class ProductAboutDialog extends AboutDialog {
    protected override renderHeader(): React.ReactNode {
        return (
            <div className="sanyam-about">
                <span className="sanyam-mark" aria-hidden="true" />
                <div>
                    <h1>{FrontendApplicationConfigProvider.get().applicationName}</h1>
                    {this.applicationInfo && (
                        <p>{nls.localize('sanyam/about/version', 'Version {0}', this.applicationInfo.version)}</p>
                    )}
                </div>
            </div>
        );
    }
}
