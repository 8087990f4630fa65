// SPDX-License-Identifier: MIT

import { AboutDialog } from '@theia/core/lib/browser/about-dialog';
import { FrontendApplicationConfigProvider } from '@theia/core/lib/browser/frontend-application-config-provider';
import { injectable } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';

/** The name, the version, and what the product is made of; not the plug-in interface that it does not have. */
@injectable()
export class ProductAboutDialog extends AboutDialog {
    protected override renderHeader(): React.ReactNode {
        return (
            <div className="sanyam-about">
                <span className="sanyam-mark" aria-hidden="true" />
                <div>
                    <h1>{FrontendApplicationConfigProvider.get().applicationName}</h1>
                    {this.applicationInfo && <p>Version {this.applicationInfo.version}</p>}
                </div>
            </div>
        );
    }
}
