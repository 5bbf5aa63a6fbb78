/// The stable name of a rule. Codes are never reused for another rule.
public enum DiagnosticCode: String, Sendable, CaseIterable {
  // The file and its YAML.
  case fileUnreadable = "GV0001"
  case notUTF8 = "GV0002"
  case yamlSyntax = "GV0003"
  case limitExceeded = "GV0004"
  case duplicateKey = "GV0005"
  case keyNotText = "GV0006"
  case unknownAlias = "GV0007"
  case severalDocuments = "GV0008"
  case mergeFault = "GV0009"
  case tagRefused = "GV0010"
  case nothingToCheck = "GV0011"
  case otherKindOfFile = "GV0012"
  case typographicQuote = "GV0020"
  case strangeSpace = "GV0021"

  // Fields and their values.
  case missingField = "GV0101"
  case wrongKind = "GV0102"
  case wrongType = "GV0103"
  case outOfRange = "GV0104"
  case notBuiltYet = "GV0105"
  case emptyValue = "GV0106"
  case unknownField = "GV0107"
  case notAChoice = "GV0108"
  case badName = "GV0109"
  case unknownType = "GV0110"
  case badInterval = "GV0111"
  case conflictingFields = "GV0112"
  case misplacedField = "GV0123"

  // Interpolation.
  case unsetVariable = "GV0120"
  case badInterpolation = "GV0121"
  case bareVariable = "GV0122"
  case unitTwice = "GV0124"

  // Names and expressions.
  case expressionSyntax = "GV0201"
  case unknownName = "GV0202"
  case typeMismatch = "GV0203"
  case unitMismatch = "GV0204"
  case cycle = "GV0205"
  case nameCollision = "GV0206"
  case unknownFunction = "GV0207"
  case wrongArguments = "GV0208"
  case wrongScope = "GV0209"

  // What is legal and unwise.
  case riskyFallback = "GV0301"
  case unused = "GV0302"
  case unreadField = "GV0303"
  case staleBeforeTick = "GV0304"
  case lastKnownGoodTooShort = "GV0305"
  case shortLifetime = "GV0306"
  case zeroWeight = "GV0307"
  case negativeWeight = "GV0308"
  case weightsAboveClamp = "GV0309"
  case sinkFeedsSource = "GV0327"
  case oldestData = "GV0340"
  case badAccept = "GV0341"
  case uselessAccept = "GV0342"
  case badRisk = "GV0343"
  case matchArmLikeElse = "GV0344"
  case partialDefault = "GV0345"
  case checkNotAsked = "GV0346"
  case otherTypeThanDefault = "GV0347"

  // What checks publish.
  case publishNeverAsked = "GV0350"
  case publishDeletes = "GV0351"

  // Sources, sinks and what binds them.
  case badPlaceholder = "GV0310"
  case badFallback = "GV0311"
  case badAsOf = "GV0312"
  case badForEach = "GV0313"
  case badConnection = "GV0314"
  case overlappingKeys = "GV0315"
  case sourceCycle = "GV0316"
  case cannotDelete = "GV0317"

  // Several files, several policies.
  case badBase = "GV0320"
  case extendsCycle = "GV0321"
  case badSetting = "GV0322"
  case badShadow = "GV0323"
  case unknownPrimary = "GV0324"
  case shadowWritesPrimary = "GV0325"
  case samePolicyName = "GV0326"

  // Routes of `api`.
  case badRoute = "GV0360"
  case routeConflict = "GV0361"
  case reservedPath = "GV0362"
  case badRouteAction = "GV0363"
  case unknownRouteTarget = "GV0364"
  case badRoutePlaceholder = "GV0365"
  case cannotDoForRoute = "GV0366"
  case badRouteAnswer = "GV0367"
  case injectionEnabled = "GV0370"

  // Metrics.
  case badEvent = "GV0330"
  case badMetric = "GV0331"
  case conflictingMetrics = "GV0380"

  // What a look at the servers finds.
  case serverUnreachable = "GV0401"
  case answerUnusable = "GV0402"
  case nothingThere = "GV0403"
  case fieldNotThere = "GV0404"
  case fieldUnusable = "GV0405"
  case staleData = "GV0406"
  case noEntities = "GV0407"
  case foreignKeys = "GV0408"
  case sinkKeyTaken = "GV0409"
  case valueHeld = "GV0410"

  // What a host needs to start.
  case stateInUse = "GV0411"
  case stateUnusable = "GV0412"

  // Tests of a policy.
  case expectationFailed = "GV0501"
  case nothingToTest = "GV0502"
  case nothingExpected = "GV0503"
  case badTimeline = "GV0504"
  case badGiven = "GV0505"
  case badExpectation = "GV0506"
  case idleGiven = "GV0507"
  case idleVariable = "GV0508"
}
